package store

import "fmt"

// ParseConfig reads the text of an archive.yaml that is not (yet) an archive's
// own: what it says of the archive, and how each list is read.
func ParseConfig(text []byte) (Config, []ListEntry, error) {
	c, err := parseConfig(text)
	if err != nil {
		return Config{}, nil, err
	}
	spans, err := splitLists(string(text))
	if err != nil {
		return Config{}, nil, fmt.Errorf("%s: %w", configFile, err)
	}
	entries := make([]ListEntry, len(spans.entries))
	for i, e := range spans.entries {
		entries[i] = e.ListEntry
	}
	return c, entries, nil
}
