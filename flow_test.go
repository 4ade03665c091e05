package byname

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// flow states which of our packages may import which, in the order of the data.
// "a < b" reads "b may eat a", and it is transitive; several packages in
// braces are siblings that do not see one another. A package that stands
// nowhere here fails the test: give it a place, with a decision record. A
// package below one that has a place is a room of it and eats what it eats.
const flow = `
NONE < {ground/name ground/when ground/term}
ground/when < ground/place
ground/when < evidence/source < evidence/record < evidence/claim
evidence/record < evidence/judgement
NONE < evidence/read/charset < evidence/read/rows
{ground/name evidence/claim evidence/read/rows} < evidence/read
{ground/name evidence/record} < link/norm < link/block < link/compare < link/score < link/cluster
evidence/judgement < link/cluster
{ground/name evidence/claim} < person
NONE < store/seal < store
{evidence/claim evidence/judgement} < store
{ground/name evidence/claim} < store/index
{store/index person} < {serve/search serve/dossier} < serve/web
NONE < sample
{evidence/read link/cluster store person serve/search} < flow
{flow serve/web sample ground/term ground/place} < cmd/byname
`

// only states which of our packages may import a risky outside package.
var only = map[string]string{
	"net/http":     "serve/ cmd/",
	"database/sql": "store/index",
	"math/rand":    "",
	"os/exec":      "",
	"unsafe":       "",
}

// outside lists trees the rules do not bind: they measure the program from outside.
var outside = []string{"measure", "tools"}

func TestFlow(t *testing.T) {
	before := rules(t, flow)
	for pkg, imports := range load(t) {
		if pkg == "." || within(pkg, outside) {
			continue
		}
		house := pkg
		for before[house] == nil && strings.Contains(house, "/") {
			house = house[:strings.LastIndex(house, "/")]
		}
		if before[house] == nil {
			t.Errorf("%s is not in the flow: give it a place", pkg)
			continue
		}
		allowed := map[string]bool{}
		reach(before, house, allowed)
		for _, path := range imports {
			if own, ok := strings.CutPrefix(path, "byname/"); ok && !allowed[own] && !strings.HasPrefix(own, house+"/") {
				t.Errorf("%s imports %s: against the flow", pkg, own)
			}
			if rooms, risky := only[path]; risky && !inAny(pkg, rooms) {
				t.Errorf("%s imports %s: only %q may", pkg, path, rooms)
			}
		}
	}
}

// TestFlowSeesViolations proves that the rules can fail.
func TestFlowSeesViolations(t *testing.T) {
	before := rules(t, "NONE < a < {b c} < d")
	allowed := map[string]bool{}
	reach(before, "b", allowed)
	if !allowed["a"] || allowed["c"] || allowed["d"] {
		t.Errorf("b may eat %v, want a alone", allowed)
	}
	clear(allowed)
	reach(before, "d", allowed)
	if !allowed["a"] || !allowed["b"] || !allowed["c"] {
		t.Errorf("d may eat %v, want a, b and c", allowed)
	}
}

// rules reads the notation of flow into: package -> the packages it may import directly.
func rules(t *testing.T, text string) map[string][]string {
	t.Helper()
	before := map[string][]string{}
	for line := range strings.Lines(text) {
		steps := strings.Split(strings.TrimSpace(line), "<")
		for i := 1; i < len(steps); i++ {
			for _, pkg := range names(steps[i]) {
				before[pkg] = append(before[pkg], names(steps[i-1])...)
			}
		}
	}
	if len(before) == 0 {
		t.Fatal("the flow states no rule")
	}
	return before
}

func names(step string) []string {
	return strings.Fields(strings.Trim(strings.TrimSpace(step), "{}"))
}

func reach(before map[string][]string, pkg string, into map[string]bool) {
	for _, p := range before[pkg] {
		if !into[p] {
			into[p] = true
			reach(before, p, into)
		}
	}
}

func inAny(pkg, rooms string) bool {
	return slices.ContainsFunc(strings.Fields(rooms), func(room string) bool {
		return strings.HasPrefix(pkg+"/", room)
	})
}

func within(pkg string, roots []string) bool {
	return slices.ContainsFunc(roots, func(r string) bool { return pkg == r || strings.HasPrefix(pkg, r+"/") })
}

// load returns the imports of every package of the module, keyed by its path
// below the root. It reads the files itself rather than ask the go command, so
// that "go test" knows what it depends on and never serves a stale pass.
func load(t *testing.T) map[string][]string {
	t.Helper()
	pk := map[string][]string{}
	sources(t, parser.ImportsOnly, func(file string, _ []byte, f *ast.File) {
		dir := filepath.ToSlash(filepath.Dir(file))
		pk[dir] = append(pk[dir], "") // a package without imports is seen too
		for _, i := range f.Imports {
			path, err := strconv.Unquote(i.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			pk[dir] = append(pk[dir], path)
		}
	})
	return pk
}

// sources parses every Go file of the module that is not a test and hands it on.
func sources(t *testing.T, mode parser.Mode, each func(file string, src []byte, f *ast.File)) {
	t.Helper()
	err := filepath.WalkDir(".", func(file string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".") && file != "."):
			return filepath.SkipDir
		case d.IsDir() || !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go"):
			return nil
		}
		src, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		f, err := parser.ParseFile(fset, file, src, mode)
		if err != nil {
			return err
		}
		each(file, src, f)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

var fset = token.NewFileSet()
