// Package web shows an archive as pages: what a family, a journalist or an
// archivist reads.
//
// In goes an open index, a searcher and the archive's title (Options); out
// comes one http.Handler. Every page is made on the server and is whole without
// JavaScript: home, search (persons by name, passages by words), persons, person,
// record, source, event, list, problems, any other subject of claims, and how to
// read it all. The page of a person or other subject can be asked as known at a
// date, that of a person as JSON, which is what the command line shows. The one
// script, script/site.js, only shows results while one types.
//
// # Layers
//
// A handler asks the Archive, turns what it got into a view (plain structs of
// strings and links, next to the handler), and a template of templates/ lays it out.
// Templates decide nothing. Interface texts are in i18n, one file a language;
// to add a language, add one file: see i18n/README.md. Names, values and quotations
// are the sources' own, carry lang and dir where known, and are never translated.
//
// # Safety
//
// Only GET and HEAD are answered. Nothing is inline: the content security policy
// allows styles, scripts and pictures from this server alone, so a hostile name in
// a list cannot run even if an escape were forgotten. Names from the data stand
// in bdi or in an element with dir="auto", so a right-to-left override cannot
// reorder the page around it. Queries are bounded in length. The log names
// routes, never queries: whom people look for is theirs.
//
// # Cost
//
// A page is rendered into memory (tens of kilobytes), tagged by its content
// and compressed; a reader who has it already gets 304. Nothing is kept between
// requests but parsed templates and assets. A person page costs about 5 ms of one
// core, a search page 10 to 15 ms, most of it the search (100,000 synthetic
// records, persons of one or two; BenchmarkPages shows the part that is ours).
//
// Proof: TestRoutes, TestCrawl, TestHostileNames, TestSubject, TestPassages,
// TestSameAsGathered, TestVocabulary, TestLanguagesComplete, TestContrast,
// TestBrowser.
package web
