package index

import (
	"database/sql"
	"strings"
)

// batchRows is how many rows one INSERT statement carries: enough that the cost
// of a statement is spread, few enough to stay under SQLite's limit of parameters.
const batchRows = 64

// inserter adds rows to one table, many to a statement. Values must not be
// changed until the next flush; []byte values are therefore copied by add.
type inserter struct {
	w       *Writer
	head    string // INSERT INTO t(a,b) VALUES
	columns int
	full    *sql.Stmt
	values  []any
	slab    []byte // copies of the []byte values waiting
}

// inserter returns an inserter for a table; it is flushed by Close, or by
// flush when its rows are to be read before.
func (w *Writer) inserter(table string, columns ...string) *inserter {
	in := &inserter{
		w:       w,
		head:    "INSERT INTO " + table + "(" + strings.Join(columns, ",") + ") VALUES ",
		columns: len(columns),
		values:  make([]any, 0, len(columns)*batchRows),
	}
	w.inserters = append(w.inserters, in)
	return in
}

// add queues one row, one value a column: int64, float64, string, []byte or nil.
func (in *inserter) add(values ...any) error {
	for _, v := range values {
		if b, ok := v.([]byte); ok {
			n := len(in.slab)
			in.slab = append(in.slab, b...)
			v = in.slab[n:len(in.slab):len(in.slab)]
		}
		in.values = append(in.values, v)
	}
	if len(in.values) < in.columns*batchRows {
		return nil
	}
	if in.full == nil {
		var err error
		if in.full, err = in.w.tx.Prepare(in.head + placeholders(in.columns, batchRows)); err != nil {
			return err
		}
	}
	_, err := in.full.Exec(in.values...)
	in.reset()
	return err
}

// flush writes the rows still waiting.
func (in *inserter) flush() error {
	rows := len(in.values) / in.columns
	if rows == 0 {
		return nil
	}
	_, err := in.w.tx.Exec(in.head+placeholders(in.columns, rows), in.values...)
	in.reset()
	return err
}

func (in *inserter) reset() {
	in.values = in.values[:0]
	in.slab = in.slab[:0]
}

func placeholders(columns, rows int) string {
	row := "(" + strings.Repeat("?,", columns-1) + "?)"
	return strings.Repeat(row+",", rows-1) + row
}
