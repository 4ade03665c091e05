package term

import "testing"

func TestLoad(t *testing.T) { t.Log(len(BuiltIn().Kinds())) }
