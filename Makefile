# byname: what can be made. Go alone is enough for everything but the browser
# test, which wants Chromium, and the race detector, which wants a C compiler.

GO    ?= go
LINT   = $(GO) tool -modfile=tools/go.mod golangci-lint
SHARED ?= ../shared
FUZZTIME ?= 10s

.PHONY: test check lint race fuzz measure million kill bench

test: ## everything a change must pass
	$(GO) vet ./...
	$(GO) test ./...

check: test race lint fuzz ## what a release must pass besides

race:
	CGO_ENABLED=1 $(GO) test -race ./...

lint:
	$(LINT) run ./...

fuzz: ## every fuzz target for FUZZTIME
	$(GO) run ./measure/fuzz -time $(FUZZTIME)

bench:
	$(GO) test -run '^$$' -bench . -benchmem ./...

measure: ## figures on real data, which is not part of the project
	$(GO) run ./measure -shared $(SHARED)

million: ## the whole way with a million synthetic rows
	$(GO) run ./measure/million

kill: ## imports and builds killed at twenty random moments
	$(GO) run ./measure/kill
