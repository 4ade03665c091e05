package read

// The keys of a mapping in the order in which they are written. What is read
// from YAML and what is written to it are both led by these tables, so that the
// two cannot differ; TestDocumented holds them against doc/formats/mapping.md.

// key ties a name to the place its value goes to.
type key struct {
	name string
	to   any
}

// keyed is a part of a mapping that is written as a YAML mapping.
type keyed interface{ keys() []key }

func (m *Mapping) keys() []key {
	return []key{
		{"list", &m.List}, {"file", &m.File}, {"reads", &m.Reads},
		{"format", &m.Format}, {"encoding", &m.Encoding}, {"delimiter", &m.Delimiter},
		{"skip", &m.Skip}, {"columns", &m.Columns},
		{"source", &m.Source}, {"id", &m.ID}, {"locator", &m.Locator},
		{"null", &m.Null}, {"lang", &m.Lang}, {"order", &m.Order}, {"calendar", &m.Calendar},
		{"century", &m.Century}, {"southern", &m.Southern},
		{"where", &m.Where}, {"fields", &m.Fields}, {"claims", &m.Claims}, {"repeats", &m.Repeats}, {"limits", &m.Limits},
	}
}

func (s *SourceOf) keys() []key {
	d := &s.Described
	return []key{
		{"column", &s.Column}, {"id", &d.ID}, {"title", &d.Title}, {"author", &d.Author},
		{"publisher", &d.Publisher}, {"year", &d.Year}, {"kind", &d.Kind}, {"languages", &d.Languages},
		{"url", &d.URL}, {"public", &d.Public}, {"lineage", &d.Lineage}, {"reliability", &d.Reliability},
	}
}

func (f *Field) keys() []key {
	return append([]key{{"field", &f.Field}}, append(f.Value.keys(), key{"age_at", &f.AgeAt})...)
}

func (v *Value) keys() []key {
	return []key{
		{"column", &v.Column}, {"const", &v.Const}, {"join", &v.Join}, {"sep", &v.Sep},
		{"text", &v.Text}, {"first", &v.First},
		{"null", &v.Null}, {"split", &v.Split}, {"split_regexp", &v.SplitRegexp},
		{"match", &v.Match}, {"optional", &v.Optional}, {"map", &v.Map}, {"prefix", &v.Prefix},
		{"type", &v.Type}, {"lang", &v.Lang}, {"order", &v.Order}, {"calendar", &v.Calendar},
		{"where", &v.Where},
	}
}

func (w *Where) keys() []key {
	return []key{{"column", &w.Column}, {"is", &w.Is}, {"not", &w.Not}}
}

func (t *Template) keys() []key {
	return []key{
		{"id", &t.ID}, {"subject", &t.Subject}, {"predicate", &t.Predicate}, {"value", &t.Value},
		{"object", &t.Object}, {"type", &t.Type}, {"date", &t.Date}, {"place", &t.Place},
		{"source", &t.Source}, {"locator", &t.Locator}, {"paraphrase", &t.Paraphrase},
		{"circumstance", &t.Circumstance}, {"told", &t.Told}, {"stance", &t.Stance},
		{"known_since", &t.KnownSince}, {"known_basis", &t.KnownBasis}, {"retracts", &t.Retracts},
		{"where", &t.Where},
	}
}

func (l *Limits) keys() []key {
	return []key{{"cell", &l.Cell}, {"row", &l.Row}, {"columns", &l.Columns}}
}
