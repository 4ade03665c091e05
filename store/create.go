package store

import (
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"byname/store/seal"
)

// ErrExists is returned, wrapped with the folder, by Init for a folder that
// holds something already.
var ErrExists = errors.New("the folder is not empty")

// readme is the text of the file README in the folder.
const readme = `An archive of evidence about persons. Keep archive.yaml, blobs/, log/, private/ and keys/ together and backed up;
keys/ and private/ are not for publication. index.db is derived and may be deleted.
`

// Init makes a new archive in a folder, which is made if need be, and opens it.
// It returns ErrExists for a folder that is not empty; what a killed Init left
// is finished.
func Init(dir string, c Config, o Options) (*Archive, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	a, err := folder(dir, o)
	if err != nil {
		return nil, err
	}
	unlock, err := a.Lock()
	if err == nil {
		err = a.create(c)
		if err == nil {
			err = a.open()
		}
		unlock()
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("archive %s: %w", dir, err), a.Close())
	}
	return a, nil
}

// create writes the folder; archive.yaml comes last and makes it an archive.
func (a *Archive) create(c Config) error {
	if err := a.checkEmpty(); err != nil {
		return err
	}
	if c.Origin == "" {
		var salt [4]byte
		if _, err := io.ReadFull(a.random, salt[:]); err != nil {
			return err
		}
		c.Origin = slug(c.Title) + "-" + hex.EncodeToString(salt[:])
	}
	secret, public, err := note.GenerateKey(a.random, c.Origin)
	if err != nil {
		return err
	}
	key, err := note.NewSigner(secret)
	if err != nil {
		return fmt.Errorf("origin %q: %w", c.Origin, err)
	}
	c.Key = public
	folders := map[string]bool{".": true}
	for name, mode := range map[string]fs.FileMode{blobsFolder: 0o755, logFolder: 0o755, privateFolder: 0o700, keysFolder: 0o700} {
		if err := a.root.MkdirAll(name, mode); err != nil {
			return err
		}
		folders[name] = true
	}
	log, err := a.root.OpenRoot(logFolder)
	if err != nil {
		return err
	}
	if err := errors.Join(seal.Create(seal.Dir(log), key), log.Close()); err != nil {
		return err
	}
	if err := a.writeFile(keyFile, []byte(secret+"\n"), 0o600); err != nil {
		return err
	}
	if err := a.writeFile(readmeFile, []byte(readme), 0o644); err != nil {
		return err
	}
	if err := a.syncDirs(folders); err != nil {
		return err
	}
	return a.replaceFile(configFile, []byte(c.text()), 0o644)
}

// checkEmpty refuses a folder with anything in it but what a killed Init leaves.
func (a *Archive) checkEmpty() error {
	entries, err := fs.ReadDir(a.root.FS(), ".")
	if err != nil {
		return err
	}
	for _, e := range entries {
		switch e.Name() {
		case lockFile, holderFile, blobsFolder, logFolder, privateFolder, keysFolder, readmeFile, configFile + ".new":
		case configFile:
			return fmt.Errorf("%w: it is an archive", ErrExists)
		default:
			return fmt.Errorf("%w: %s", ErrExists, e.Name())
		}
	}
	for _, name := range []string{blobsFolder, privateFolder, logFolder + "/tile"} {
		inside, err := fs.ReadDir(a.root.FS(), name)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		if len(inside) > 0 {
			return fmt.Errorf("%w: %s/%s", ErrExists, name, inside[0].Name())
		}
	}
	return nil
}

// text writes archive.yaml as Init makes it.
func (c Config) text() string {
	var b strings.Builder
	b.WriteString("# What this archive is called, and the languages of its pages.\n")
	fmt.Fprintf(&b, "title: %s\n", quote(c.Title))
	languages := c.Languages
	if len(languages) == 0 {
		languages = []string{"en"}
	}
	fmt.Fprintf(&b, "languages: %s\n", quoteAll(languages))
	if len(c.Moments) > 0 {
		b.WriteString("# Dates at which to show what was known then.\n")
		fmt.Fprintf(&b, "moments: %s\n", quoteAll(c.Moments))
	}
	b.WriteString("# What may be published of whom.\npublication:\n")
	policy := c.Publication
	if len(policy) == 0 {
		policy = map[string]string{"living": "hidden"}
	}
	for _, subject := range slices.Sorted(maps.Keys(policy)) {
		fmt.Fprintf(&b, "  %s: %s\n", quote(subject), quote(policy[subject]))
	}
	b.WriteString("# Who signs the log: its name and the public half of keys/log.key. Do not change.\nlog:\n")
	fmt.Fprintf(&b, "  origin: %s\n  key: %s\n", quote(c.Origin), quote(c.Key))
	b.WriteString("# How each list is read, one entry a list.\nlists: []\n")
	return b.String()
}

// quoteAll writes strings as a YAML sequence on one line.
func quoteAll(all []string) string {
	quoted := make([]string, len(all))
	for i, s := range all {
		quoted[i] = quote(s)
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}

// quote writes a string as a YAML scalar: bare where that is safe.
func quote(s string) string {
	bare := s != "" && !strings.ContainsFunc(s, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r == '-' && s[0] != '-')
	})
	if bare && s != "null" && s != "true" && s != "false" && s != "yes" && s != "no" && s != "on" && s != "off" && s != "y" && s != "n" {
		return s
	}
	return strconv.Quote(s)
}

// slug makes the beginning of an origin of a title: its Latin letters and digits.
func slug(title string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(title) {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
		if b.Len() >= 40 {
			break
		}
	}
	if s := strings.Trim(b.String(), "-"); s != "" {
		return s
	}
	return "archive"
}
