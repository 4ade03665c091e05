package byname

import (
	"bytes"
	"go/ast"
	"go/parser"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The rules of style a machine can check. A rule that has to be broken is
// broken here, by name and with its reason, and nowhere else.
const (
	maxFileLines = 500
	maxFuncLines = 80
)

// excused names what may break a rule: "rule place" -> why.
var excused = map[string]string{}

func TestHouse(t *testing.T) {
	documented := map[string]bool{}
	sources(t, parser.ParseComments|parser.SkipObjectResolution, func(file string, src []byte, f *ast.File) {
		dir := filepath.ToSlash(filepath.Dir(file))
		documented[dir] = documented[dir] || f.Doc.Text() != ""
		if n := bytes.Count(src, []byte("\n")); n > maxFileLines {
			complain(t, "file-length", file, "%d lines, at most %d", n, maxFileLines)
		}
		switch f.Name.Name {
		case "util", "utils", "common", "types", "models", "manager", "helper", "helpers", "misc":
			complain(t, "package-name", file, "package %s says nothing of what it holds", f.Name.Name)
		}
		for _, d := range f.Decls {
			house(t, file, f, d)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if sel, ok := n.(*ast.SelectorExpr); ok && !within(dir, outside) {
				if x, ok := sel.X.(*ast.Ident); ok && x.Name == "os" && strings.HasSuffix(sel.Sel.Name, "env") {
					complain(t, "environment", file, "os.%s: options are passed in", sel.Sel.Name)
				}
			}
			return true
		})
	})
	for dir, ok := range documented {
		if !ok {
			complain(t, "package-doc", dir, "no package comment")
		}
	}
}

// house checks one declaration.
func house(t *testing.T, file string, f *ast.File, d ast.Decl) {
	t.Helper()
	switch d := d.(type) {
	case *ast.FuncDecl:
		place := file + ":" + d.Name.Name
		if d.Name.Name == "init" && d.Recv == nil {
			complain(t, "init", place, "no init functions")
		}
		if n := fset.Position(d.End()).Line - fset.Position(d.Pos()).Line; n > maxFuncLines {
			complain(t, "func-length", place, "%d lines, at most %d", n, maxFuncLines)
		}
		if d.Name.IsExported() && d.Doc.Text() == "" && exportedReceiver(d) && f.Name.Name != "main" {
			complain(t, "doc", place, "exported and not documented")
		}
	case *ast.GenDecl:
		for _, s := range d.Specs {
			ts, ok := s.(*ast.TypeSpec)
			if ok && ts.Name.IsExported() && d.Doc.Text() == "" && ts.Doc.Text() == "" && f.Name.Name != "main" {
				complain(t, "doc", file+":"+ts.Name.Name, "exported and not documented")
			}
		}
	}
}

// exportedReceiver reports whether a function is reached from outside: a plain
// function, or a method of an exported type that is not a well-known interface's.
func exportedReceiver(d *ast.FuncDecl) bool {
	if d.Recv == nil {
		return true
	}
	typ := d.Recv.List[0].Type
	if s, ok := typ.(*ast.StarExpr); ok {
		typ = s.X
	}
	if g, ok := typ.(*ast.IndexExpr); ok {
		typ = g.X
	}
	id, ok := typ.(*ast.Ident)
	if !ok || !id.IsExported() {
		return false
	}
	switch d.Name.Name {
	case "String", "Error", "Unwrap", "Len", "Less", "Swap", "MarshalJSON", "UnmarshalJSON", "MarshalText", "UnmarshalText":
		return false
	}
	return true
}

func complain(t *testing.T, rule, place, format string, args ...any) {
	t.Helper()
	if _, ok := excused[rule+" "+place]; ok {
		return
	}
	t.Errorf("%s: %s: "+format, append([]any{rule, place}, args...)...)
}

// TestExcusesAreNeeded keeps the list of exceptions short: a place that no longer exists is struck.
func TestExcusesAreNeeded(t *testing.T) {
	for key, why := range excused {
		_, place, _ := strings.Cut(key, " ")
		file, _, _ := strings.Cut(place, ":")
		if _, err := os.Stat(file); err != nil || why == "" {
			t.Errorf("excuse %q: %v (reason %q)", key, err, why)
		}
	}
}
