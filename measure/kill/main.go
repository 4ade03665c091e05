// Command kill shows that an archive survives kill -9: it kills imports and
// builds at random moments and checks that the log still verifies, that every
// acknowledged act is there, and that finishing the work gives the same
// answers, byte for byte, as if nothing had happened.
package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

func main() {
	rounds := flag.Int("rounds", 20, "how often to kill")
	seed := flag.Uint64("seed", 1, "seed of the moments")
	rows := flag.Int("rows", 20000, "synthetic rows to import")
	flag.Parse()
	if err := run(*rounds, *seed, *rows); err != nil {
		fmt.Fprintln(os.Stderr, "kill:", err)
		os.Exit(1)
	}
}

// bench is what every round needs.
type bench struct {
	bin   string
	lists string // folder with the synthetic lists and their archive.yaml
	files []string
	rng   *rand.Rand
}

func run(rounds int, seed uint64, rows int) error {
	tmp, err := os.MkdirTemp("", "kill")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(tmp) }()
	b := &bench{bin: filepath.Join(tmp, "program"), lists: filepath.Join(tmp, "lists"), rng: rand.New(rand.NewPCG(seed, 1))}
	if err := command("go", "build", "-o", b.bin, "./cmd/byname"); err != nil {
		return err
	}
	if err := command("go", "run", "./measure/synth", "-n", strconv.Itoa(rows), "-seed", "1", "-out", b.lists); err != nil {
		return err
	}
	all, err := filepath.Glob(filepath.Join(b.lists, "*.csv"))
	if err != nil {
		return err
	}
	for _, f := range all {
		if filepath.Base(f) != "truth.csv" {
			b.files = append(b.files, f)
		}
	}
	whole := filepath.Join(tmp, "whole")
	start := time.Now()
	if err := b.begin(whole); err != nil {
		return err
	}
	if err := b.byname(whole, b.importing()...); err != nil {
		return err
	}
	took := time.Since(start)
	want, err := b.answers(whole)
	if err != nil {
		return err
	}
	fmt.Printf("undisturbed: %d lists imported and built in %v, answers %x\n", len(b.files), took.Round(time.Millisecond), want[:6])
	for i := range rounds {
		dir := filepath.Join(tmp, "round"+strconv.Itoa(i))
		within := took
		if i%4 == 0 {
			within /= 5 // amid the imports, before the build
		}
		if err := b.round(dir, i%2 == 1, within, want); err != nil {
			return fmt.Errorf("round %d: %w", i, err)
		}
		_ = os.RemoveAll(dir)
	}
	fmt.Printf("%d kills: every log verified, nothing acknowledged was lost, every answer the same\n", rounds)
	return nil
}

// round kills one import (or, when late, one rebuild of a finished archive) and finishes the work.
func (b *bench) round(dir string, late bool, took time.Duration, want [32]byte) error {
	if err := b.begin(dir); err != nil {
		return err
	}
	args := b.importing()
	if late {
		if err := b.byname(dir, args...); err != nil {
			return err
		}
		args = []string{"build"}
	}
	after := time.Duration(b.rng.Int64N(int64(took)))
	said, err := b.kill(dir, after, args...)
	if err != nil {
		return err
	}
	var report struct {
		OK       bool   `json:"ok"`
		Size     uint64 `json:"size"`
		Problems []any  `json:"problems"`
	}
	out, err := b.output(dir, "verify", "--json")
	if err != nil {
		return fmt.Errorf("verify after a kill at %v: %w: %s", after, err, out)
	}
	if err := json.Unmarshal(out, &report); err != nil || !report.OK {
		return fmt.Errorf("not intact after a kill at %v: %s", after, out)
	}
	acknowledged := uint64(strings.Count(said, "\"act\""))
	if report.Size < acknowledged {
		return fmt.Errorf("%d acts were acknowledged, the log holds %d", acknowledged, report.Size)
	}
	if late { // the old index goes on answering
		got, err := b.answers(dir)
		if err != nil || got != want {
			return fmt.Errorf("a killed build at %v changed the answers (%w)", after, err)
		}
	}
	if err := b.byname(dir, b.importing()...); err != nil {
		return fmt.Errorf("import after a kill at %v: %w", after, err)
	}
	if err := b.byname(dir, "build"); err != nil {
		return fmt.Errorf("build after a kill at %v: %w", after, err)
	}
	got, err := b.answers(dir)
	if err != nil {
		return err
	}
	if got != want {
		return fmt.Errorf("other answers after a kill at %v", after)
	}
	what := "import"
	if late {
		what = "build"
	}
	fmt.Printf("killed %s at %7v: %d acts acknowledged, %d in the log, same answers\n", what, after.Round(time.Millisecond), acknowledged, report.Size)
	return nil
}

func (b *bench) begin(dir string) error {
	return command(b.bin, "-C", dir, "init", "--title", "Synthetic lists", "--from", filepath.Join(b.lists, "archive.yaml"))
}

func (b *bench) importing() []string { return append([]string{"import", "--json"}, b.files...) }

// kill starts the program, kills it without warning, and returns what it had said by then.
func (b *bench) kill(dir string, after time.Duration, args ...string) (string, error) {
	cmd := exec.Command(b.bin, append([]string{"-C", dir}, args...)...)
	var said bytes.Buffer
	cmd.Stdout = &said
	if err := cmd.Start(); err != nil {
		return "", err
	}
	timer := time.AfterFunc(after, func() { _ = cmd.Process.Kill() })
	defer timer.Stop()
	err := cmd.Wait()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		return "", err
	}
	return said.String(), nil
}

// answers is the digest of everything the archive says of every person's
// records, and of the pages of some persons.
func (b *bench) answers(dir string) ([32]byte, error) {
	all, err := b.output(dir, "persons", "--json")
	if err != nil {
		return [32]byte{}, fmt.Errorf("persons: %w", err)
	}
	h := sha256.New()
	_, _ = h.Write(all)
	lines := bytes.Split(bytes.TrimSpace(all), []byte("\n"))
	for i := 0; i < len(lines); i += len(lines)/20 + 1 {
		var p struct {
			Person string `json:"person"`
		}
		if err := json.Unmarshal(lines[i], &p); err != nil {
			return [32]byte{}, err
		}
		page, err := b.output(dir, "show", "person", p.Person, "--json")
		if err != nil {
			return [32]byte{}, fmt.Errorf("show %s: %w", p.Person, err)
		}
		_, _ = h.Write(page)
	}
	return [32]byte(h.Sum(nil)), nil
}

func (b *bench) byname(dir string, args ...string) error {
	_, err := b.output(dir, args...)
	return err
}

func (b *bench) output(dir string, args ...string) ([]byte, error) {
	cmd := exec.Command(b.bin, append([]string{"-C", dir}, args...)...)
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		return out, fmt.Errorf("%s: %w: %s", strings.Join(args, " "), err, errs.Bytes())
	}
	return out, nil
}

func command(name string, args ...string) error {
	cmd := exec.Command(name, args...)
	cmd.Stderr = os.Stderr
	return cmd.Run()
}
