package index

import (
	"context"
	"database/sql"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"runtime"
	"strings"
	"sync"
)

// Index reads one index. It is safe for concurrent use. It goes on reading the
// file it opened when a build puts a new one in its place; open the new one to see it.
type Index struct {
	db      *sql.DB
	meta    Meta
	words   []string // by number
	lists   []List
	listNo  map[string]int64
	sources []string // ids by ordinal

	mu    sync.Mutex
	stmts map[string]*sql.Stmt
}

// Open opens an index for reading. It returns an error that is
// os.ErrNotExist when there is none, ErrFormat when it must be built again.
func Open(path string) (*Index, error) {
	if _, err := os.Stat(path); err != nil {
		return nil, err
	}
	// A file in place is never changed, so SQLite need not lock it.
	db, err := sql.Open("sqlite", dsn(path, "mode=ro&immutable=1&_pragma=query_only(1)&_pragma=cache_size(-8192)"))
	if err != nil {
		return nil, err
	}
	readers := max(4, 2*runtime.GOMAXPROCS(0))
	db.SetMaxOpenConns(readers)
	db.SetMaxIdleConns(readers)
	ix := &Index{db: db, stmts: make(map[string]*sql.Stmt)}
	if err := ix.load(context.Background()); err != nil {
		return nil, errors.Join(fmt.Errorf("index %s: %w", path, err), db.Close())
	}
	return ix, nil
}

// Close frees the files and memory of the index.
func (ix *Index) Close() error { return ix.db.Close() }

// Meta says of what the index was made.
func (ix *Index) Meta() Meta { return ix.meta }

// Lists returns the lists in the order they were added.
func (ix *Index) Lists() []List { return ix.lists }

func (ix *Index) load(ctx context.Context) error {
	if err := ix.loadMeta(ctx); err != nil {
		return err
	}
	ix.words = []string{""}
	err := ix.each(ctx, "SELECT text FROM word ORDER BY word", nil, func(row scanner) error {
		var text string
		err := row.Scan(&text)
		ix.words = append(ix.words, text)
		return err
	})
	if err != nil {
		return err
	}
	err = ix.each(ctx, "SELECT id FROM source ORDER BY source", nil, func(row scanner) error {
		var id string
		err := row.Scan(&id)
		ix.sources = append(ix.sources, id)
		return err
	})
	if err != nil {
		return err
	}
	ix.listNo = make(map[string]int64)
	return ix.each(ctx, "SELECT body FROM list ORDER BY list", nil, func(row scanner) error {
		var l List
		if err := scanJSON(row, &l); err != nil {
			return err
		}
		ix.listNo[l.ID] = int64(len(ix.lists))
		ix.lists = append(ix.lists, l)
		return nil
	})
}

func (ix *Index) loadMeta(ctx context.Context) error {
	ix.meta.Values = make(map[string][]byte)
	err := ix.each(ctx, "SELECT key, value FROM meta", nil, func(row scanner) error {
		var key string
		var value []byte
		if err := row.Scan(&key, &value); err != nil {
			return err
		}
		switch name, ok := strings.CutPrefix(key, metaValue); {
		case ok:
			ix.meta.Values[name] = value
		case key == metaFormat:
			n, _ := binary.Uvarint(value)
			ix.meta.Format = int(n)
		case key == metaLogSize:
			ix.meta.LogSize, _ = binary.Uvarint(value)
		case key == metaLogRoot:
			ix.meta.LogRoot = string(value)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("%w: %w", ErrFormat, err)
	}
	if ix.meta.Format != FormatVersion {
		return fmt.Errorf("%w: format %d, this program reads %d", ErrFormat, ix.meta.Format, FormatVersion)
	}
	return nil
}

// scanner is a row: *sql.Row or *sql.Rows.
type scanner interface{ Scan(...any) error }

// stmt returns the prepared statement for a query, preparing it once.
func (ix *Index) stmt(ctx context.Context, query string) (*sql.Stmt, error) {
	ix.mu.Lock()
	defer ix.mu.Unlock()
	if s, ok := ix.stmts[query]; ok {
		return s, nil
	}
	s, err := ix.db.PrepareContext(ctx, query)
	if err == nil {
		ix.stmts[query] = s
	}
	return s, err
}

// query runs a query, prepared. The text of a query must come from a small
// fixed set: its statement is kept.
func (ix *Index) query(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	s, err := ix.stmt(ctx, query)
	if err != nil {
		return nil, err
	}
	return s.QueryContext(ctx, args...)
}

// each runs a query, prepared, and calls f for every row.
func (ix *Index) each(ctx context.Context, query string, args []any, f func(scanner) error) error {
	rows, err := ix.query(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := f(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// one runs a query, prepared, that gives one row at most; sql.ErrNoRows becomes ErrNotFound.
func (ix *Index) one(ctx context.Context, query string, key any, f func(scanner) error) error {
	s, err := ix.stmt(ctx, query)
	if err != nil {
		return err
	}
	err = f(s.QueryRowContext(ctx, key))
	if errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("%w: %v", ErrNotFound, key)
	}
	return err
}

func scanJSON(row scanner, value any, more ...any) error {
	var body sql.RawBytes
	var text string
	if _, ok := row.(*sql.Row); ok {
		if err := row.Scan(append([]any{&text}, more...)...); err != nil {
			return err
		}
		return json.Unmarshal([]byte(text), value)
	}
	if err := row.Scan(append([]any{&body}, more...)...); err != nil {
		return err
	}
	return json.Unmarshal(body, value)
}
