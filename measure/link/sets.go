package main

import (
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"byname/evidence/record"
)

// column says what a column of a set is: a field, of a type, under a list.
type column struct {
	field string
	typ   record.Type
	split string // several values in a cell
}

func sets() []set {
	person := map[string]column{
		"first_name": {field: record.GivenField}, "surname": {field: record.SurnameField}, "given_name": {field: record.GivenField},
		"fname": {field: record.GivenField}, "lname": {field: record.SurnameField},
		"fname_c1": {field: record.GivenField}, "lname_c1": {field: record.SurnameField},
		"dob": {field: "birth", typ: record.Date}, "date_of_birth": {field: "birth", typ: record.Date},
		"birth_place": {field: "birth_place", typ: record.Place}, "postcode_fake": {field: "postcode"}, "postcode": {field: "postcode"},
		"gender": {field: "sex", typ: record.Term}, "occupation": {field: "occupation", typ: record.Term},
		"city": {field: "residence", typ: record.Place}, "email": {field: "email"},
		"street_number": {field: "street_number"}, "address_1": {field: "address_1"}, "address_2": {field: "address_2"},
		"suburb": {field: "residence", typ: record.Place}, "state": {field: "state"}, "soc_sec_id": {field: "soc_sec_id"},
	}
	attested := map[string]column{"name": {field: record.NameField}, "other_names": {record.OtherNameField, record.Name, " | "}}
	for _, d := range []string{"birth", "arrest", "sentence_date", "execution", "death", "rehabilitation"} {
		attested[d] = column{d, record.Date, " | "}
	}
	for _, d := range []string{"birth_place", "death_place", "sentence"} {
		attested[d] = column{d, record.Place, " | "}
	}
	data := func(f string) func(string) string {
		return func(shared string) string { return filepath.Join(shared, "data/linkage", f) }
	}
	plain := func(f string, id, truth, list string) func(shared string, add func(*record.Record)) ([]string, error) {
		return func(shared string, add func(*record.Record)) ([]string, error) {
			return rows(data(f)(shared), add, table{columns: person, id: id, truth: truth, list: list})
		}
	}
	out := []set{
		{name: "corpus", read: func(shared string, add func(*record.Record)) ([]string, error) { return corpus(shared, attested, add) }},
		{name: "historical_50k", read: plain("historical_50k.csv", "unique_id", "cluster", "")},
		{name: "febrl3", read: plain("febrl3.csv", "rec_id", "rec_id", "")},
		{name: "fake_1000", read: plain("fake_1000.csv", "unique_id", "cluster", "")},
		{name: "RLdata500", read: func(shared string, add func(*record.Record)) ([]string, error) {
			if _, err := rows(data("RLdata500.tsv")(shared), add, table{columns: person}); err != nil {
				return nil, err
			}
			ids, err := os.ReadFile(data("identity.RLdata500.tsv")(shared))
			return strings.Fields(string(ids))[1:], err
		}},
	}
	for _, g := range []string{"5dup_5dist_1num", "5dup_10dist_2num", "5dup_15dist_3num"} {
		out = append(out, set{name: "geco_" + g[5:], read: plain("geco/geco_"+g+".csv", "", "true_id", "list")})
	}
	return append(out, set{name: "argentina", read: argentina})
}

// argentina reads two registers of the disappeared, of which nobody knows the
// truth: the number of pairs found is what there is to see.
func argentina(shared string, add func(*record.Record)) ([]string, error) {
	dir := filepath.Join(shared, "data/lists/argentina")
	day := func(field string) column { return column{field: field, typ: record.Date} }
	_, err := rows(filepath.Join(dir, "victimas_accionar_represivo_ilegal.csv"), add, table{name: "ruvte", id: "id_unico_ruvte", columns: map[string]column{
		"apellido_paterno_nombres": {field: record.NameField}, "anio_nacimiento": day("birth"), "provincia_nacimiento": {field: "birth_place"},
		"fecha_detencion_secuestro": day("arrest"), "lugar_detencion_secuestro": {field: "arrest_place"}, "fecha_asesinato_o_hallazgo_de_restos": day("death"),
	}})
	if err != nil {
		return nil, err
	}
	return rows(filepath.Join(dir, "parque_de_la_memoria.csv"), add, table{name: "parque", id: "id", columns: map[string]column{
		"nombre": {field: record.NameField}, "fecha_de_nacimiento": day("birth"), "lugar_de_nacimiento": {field: "birth_place"},
		"fecha_de_secuestro": day("arrest"), "lugar_de_secuestro": {field: "arrest_place"}, "fecha_de_asesinado": day("death"),
	}})
}

func synthetic(file string) set {
	return set{name: "synthetic", read: func(shared string, add func(*record.Record)) ([]string, error) {
		return rows(file, add, table{columns: map[string]column{
			"first_name": {field: record.GivenField}, "surname": {field: record.SurnameField}, "dob": {field: "birth", typ: record.Date},
			"postcode_fake": {field: "postcode"}, "birth_place": {field: "birth_place"}, "occupation": {field: "occupation"},
		}, id: "unique_id", truth: "cluster"})
	}}
}

// corpus reads the attestations of the Great Purge; the list is the source.
func corpus(shared string, columns map[string]column, add func(*record.Record)) ([]string, error) {
	dir := filepath.Join(shared, "corpus/great-purge")
	if _, err := rows(filepath.Join(dir, "attestations.csv"), add, table{columns: columns, id: "record_id", list: "source_id", name: "attestations"}); err != nil {
		return nil, err
	}
	// The rows of the two files are in the same order.
	return rows(filepath.Join(dir, "attestations_truth.csv"), func(*record.Record) {}, table{id: "record_id", truth: "person_id"})
}

// table says how a file is read.
type table struct {
	columns         map[string]column
	id, truth, list string // columns
	name            string // of the list
}

func rows(file string, add func(*record.Record), t table) (truth []string, err error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	r := csv.NewReader(f)
	r.LazyQuotes, r.TrimLeadingSpace, r.ReuseRecord, r.FieldsPerRecord = true, true, true, -1
	if strings.HasSuffix(file, ".tsv") {
		r.Comma = '\t'
		r.TrimLeadingSpace = false
	}
	head, err := r.Read()
	if err != nil {
		return nil, err
	}
	head = append([]string(nil), head...)
	for n := 0; ; n++ {
		row, err := r.Read()
		if err == io.EOF {
			return truth, nil
		}
		if err != nil {
			return nil, err
		}
		rec := &record.Record{List: t.name, Source: "source", ID: fmt.Sprint(n)}
		for i, cell := range row[:min(len(row), len(head))] {
			name := strings.TrimSpace(head[i])
			cell = strings.Clone(strings.Trim(strings.TrimSpace(cell), `"`))
			if name == t.truth {
				truth = append(truth, person(cell))
			}
			t.cell(rec, name, cell)
		}
		joinBirth(rec)
		add(rec)
	}
}

// cell takes over one cell.
func (t table) cell(rec *record.Record, name, cell string) {
	switch name {
	case t.id:
		rec.ID = cell
	case t.list:
		rec.Source = cell
	case "by", "bm", "bd":
		rec.Fields = append(rec.Fields, record.Field{Name: name, Value: cell})
	}
	if c, ok := t.columns[name]; ok && cell != "" && cell != "NA" {
		addField(rec, c, cell)
	}
}

// joinBirth makes one date of year, month and day.
func joinBirth(r *record.Record) {
	part := map[string]string{}
	fields := r.Fields[:0]
	for _, f := range r.Fields {
		if f.Name == "by" || f.Name == "bm" || f.Name == "bd" {
			part[f.Name] = f.Value
			continue
		}
		fields = append(fields, f)
	}
	r.Fields = fields
	if len(part) > 0 {
		addField(r, column{field: "birth", typ: record.Date}, fmt.Sprintf("%s-%02s-%02s", part["by"], part["bm"], part["bd"]))
	}
}

// person is the true person in an id such as "rec-1496-dup-2".
func person(cell string) string {
	if p, ok := strings.CutPrefix(cell, "rec-"); ok {
		p, _, _ = strings.Cut(p, "-")
		return p
	}
	return cell
}

func addField(r *record.Record, c column, cell string) {
	values := []string{cell}
	if c.split != "" {
		values = strings.Split(cell, c.split)
	}
	for _, v := range values {
		f := record.Field{Name: c.field, Type: c.typ, Value: v}
		if c.typ == record.Date {
			f.EDTF = v
			switch {
			case len(v) == 8 && strings.Trim(v, "0123456789") == "":
				f.EDTF = v[:4] + "-" + v[4:6] + "-" + v[6:]
			case len(v) == 10 && v[2] == '/' && v[5] == '/':
				f.EDTF = v[6:] + "-" + v[3:5] + "-" + v[:2]
			}
		}
		r.Fields = append(r.Fields, f)
	}
}
