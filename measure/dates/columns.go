package main

import (
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"byname/ground/when"
)

// column is a column of a list that should hold dates.
type column struct {
	file  string
	names []string
	hints when.Hints
}

var columns = []column{
	{"data/lists/argentina/victimas_accionar_represivo_ilegal.csv", []string{"anio_nacimiento", "fecha_detencion_secuestro", "fecha_asesinato_o_hallazgo_de_restos"}, when.Hints{Lang: "es", Southern: true}},
	{"data/lists/argentina/victimas_accionar_represivo_ilegal_sin_denuncia_formal.csv", []string{"anio_nacimiento", "fecha_detencion_secuestro"}, when.Hints{Lang: "es", Southern: true}},
	{"data/lists/argentina/parque_de_la_memoria.csv", []string{"fecha_de_nacimiento", "fecha_de_secuestro", "fecha_de_asesinado"}, when.Hints{Lang: "es", Southern: true}},
	{"data/lists/chile/pinochet.csv", []string{"start_date_daily", "end_date_daily", "start_date_monthly", "end_date_monthly"}, when.Hints{Lang: "es"}},
	{"data/lists/giaveno-1335/edges.csv", []string{"time"}, when.Hints{Calendar: when.JulianCalendar}},
	{"corpus/great-purge/claims.csv", []string{"date_edtf", "known_since"}, when.Hints{}},
	{"corpus/great-purge/events.csv", []string{"date_edtf"}, when.Hints{}},
	{"corpus/great-purge/numbers.csv", []string{"period_edtf", "known_since"}, when.Hints{}},
	{"corpus/great-purge/coercion.csv", []string{"date_edtf", "known_since"}, when.Hints{}},
	{"corpus/great-purge/sources.csv", []string{"year", "became_public"}, when.Hints{}},
	{"corpus/great-purge/persons.csv", []string{"birth", "sentence_date", "death"}, when.Hints{}},
	{"corpus/great-purge/attestations.csv", []string{"birth", "sentence_date", "execution", "death"}, when.Hints{}},
}

func (c *column) measure(w io.Writer, shared string, worst int) error {
	in, err := os.Open(filepath.Join(shared, filepath.FromSlash(c.file)))
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }()
	r := csv.NewReader(in)
	r.FieldsPerRecord = -1
	r.LazyQuotes = true
	head, err := r.Read()
	if err != nil {
		return fmt.Errorf("%s: %w", c.file, err)
	}
	tallies := make([]tally, len(c.names))
	for {
		row, err := r.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			return fmt.Errorf("%s: %w", c.file, err)
		}
		for i, name := range c.names {
			if at := slices.Index(head, name); at >= 0 && at < len(row) {
				tallies[i].add(row[at], 1, c.hints)
			}
		}
	}
	for i, name := range c.names {
		tallies[i].print(w, filepath.Base(c.file)+" "+name, worst)
	}
	return nil
}

// Dates as the running text of memory books has them.
var bookDates = regexp.MustCompile(`(?i)(?:\d{1,2} ?\.\d{1,2}\. ?\d{4}|(?:в )?(?:\d{1,2} )?(?:январ|феврал|март|апрел|ма[йяе]|июн|июл|август|сентябр|октябр|ноябр|декабр)[а-я]* \d{4} ?(?:г\.?)?|в \d{4} ?(?:г\.?)?)`)

func memoryBooks(w io.Writer, file string, worst int) error {
	var t tally
	err := lines(file, func(f []string) {
		for _, s := range bookDates.FindAllString(strings.Join(f, " "), -1) {
			t.add(s, 1, when.Hints{Lang: "ru"})
		}
	})
	t.print(w, filepath.Base(file), worst)
	return err
}
