# make portal   builds the agency's portal into public/
# make test     runs the Swift tests
# make bench    measures it beside Hugo and a floor in C
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

PUERTO := .build/release/puerto
PACKAGES := libargon2-dev libcmark-dev libhiredis-dev libpq-dev libqrencode-dev libsqlite3-dev pkg-config python3 tzdata zlib1g-dev
BROWSER_PACKAGES := chromium chromium-driver tidy poppler-utils python3-venv
E2E_PACKAGES := chromium chromium-driver docker.io docker-compose gcc iproute2 iptables libc6-dev lighttpd mmdebstrap nftables postgresql python3-venv
PICTURE_PACKAGES := chromium chromium-driver faketime python3-venv
BENCH_PACKAGES := hugo gcc libc6-dev libcmark-dev lighttpd python3
SERVERS_PACKAGES := apache2 busybox caddy curl fcgiwrap lighttpd nginx-light python3-venv spawn-fcgi systemd
SUDO := $(if $(filter 0,$(shell id -u)),,sudo)
SWIFT_DIRECTORIES := Package.swift Sources Tests
ASSETS := Sources/PuertoSite/Assets

.PHONY: help deps build portal serve test check lint lint-deps fmt goldens browser browser-deps contract e2e \
	e2e-deps e2e-fleet e2e-kills e2e-newer histories histories-deps histories-records histories-docker histories-sample load servers \
	servers-deps suites suites-deps supply test-build packages sbom deps-lock pictures bench bench-deps clean

help:
	@echo 'make portal    build the portal into public/; the first time, import fleet.yaml'
	@echo 'make serve     build it, serve it on http://puerto.localhost:7990/ and rebuild on change'
	@echo 'make test      run the tests'
	@echo 'make check     formatting, strictly, the packages, and the tests'
	@echo 'make sbom      write .build/puerto.cdx.json, what the programs are made of (CycloneDX)'
	@echo 'make packages  compare the Swift packages with Packages.lock; deps-lock: write it'
	@echo 'make browser   the tests in a real browser, with screenshots'
	@echo 'make e2e       clients on a real Docker: provision to archive, isolation, kills, faults'
	@echo 'make e2e-fleet a hundred clients in one run, measured beside docker-compose'
	@echo 'make e2e-newer the same beside Docker 26 and Compose 2, which it fetches from Debian'
	@echo 'make e2e-kills every action killed at every step, three times, and gone on with in each way'
	@echo 'make histories a thousand random histories of verbs, restores, copies, prunes and kills against a'
	@echo '               stand-in engine; histories-docker: twenty on a real Docker (PUERTO_SEED repeats them)'
	@echo 'make histories-records three hundred random histories of edits, jobs, calls and imported files'
	@echo 'make servers   the hook and the portal through lighttpd, nginx, Apache, busybox and Caddy'
	@echo 'make contract  the hook against its openapi.yaml, with thousands of requests'
	@echo 'make load      two hundred requests at once and floods of logins, while nothing else runs'
	@echo 'make suites    test, browser, servers, contract, e2e, histories-sample and load; side by side with -j'
	@echo 'make bench     measure it beside Hugo and a floor in C; writes BENCHMARKS.md'
	@echo 'make build     only the release build of puerto and puerto-cgi'
	@echo 'make deps      install the Debian packages that are missing'
	@echo 'make goldens   write the expected site of the golden test anew'
	@echo 'make pictures  take the pictures of docs/images/ anew'
	@echo 'make fmt       format the sources'
	@echo 'make clean     remove what was built'

# Installs only what is missing, and asks for sudo only when not root.
define install
	@missing=''; for package in $(1); do \
		dpkg-query -W -f '$${Status}' "$$package" 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$package"; \
	done; \
	if [ -n "$$missing" ]; then \
		echo "installing$$missing"; \
		$(SUDO) apt-get update -qq; \
		DEBIAN_FRONTEND=noninteractive $(SUDO) apt-get install -y -qq --no-install-recommends $$missing >/dev/null; \
	fi
endef

deps:
	$(call install,$(PACKAGES))

build: packages
	swift build -c release --product puerto
	swift build -c release --product puerto-cgi

# The file makes the records of a workspace that has none; afterwards the records change by verbs.
portal: build
	test -e puerto.db || $(PUERTO) import fleet.yaml
	$(PUERTO) build

serve: portal
	$(PUERTO) serve

# The tests import the modules that the programs are made of: what `make build` has compiled is not
# compiled again.
# `--build-tests` would also compile the programs and plugins of every dependency.
test-build: build
	swift build -c release --product puertoPackageTests

# Programs and tests in one go: the tests' modules compile beside the last ones of the programs.
build-all: packages
	swift build -c release --product puertoPackageTests

# Tests that all start at once starve each other: a program that one of them runs then waits for
# minutes, and what has a time limit ends. Sixteen keep two processors busy.
test: test-build
	SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=$(or $(PUERTO_TEST_WIDTH),16) swift test -c release --skip-build

lint-deps:
	$(call install,python3-venv)
	@test -x .venv/bin/python || python3 -m venv .venv
	@.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --requirement Scripts/requirements.txt

lint: lint-deps
	swift format lint --strict --recursive --parallel $(SWIFT_DIRECTORIES)
	.venv/bin/python -m ruff format --check --quiet .
	.venv/bin/oxfmt --check $(ASSETS)
	@! grep -rnE 'TaskGroup\(of: \(' $(SWIFT_DIRECTORIES) || \
		{ echo 'lint: Swift 6.3 loses answers of a task group of tuples in release: give their type a name'; exit 1; }

# The packages are those of Packages.lock, file by file: newer versions are taken back, other files fail.
packages: deps
	@swift package resolve
	@python3 Scripts/packages.py

deps-lock: deps
	swift package resolve
	python3 Scripts/packages.py --write

# CycloneDX 1.5, in the build folder.
sbom: packages
	@python3 Scripts/sbom.py .build/puerto.cdx.json
	@echo .build/puerto.cdx.json

check: packages lint test

goldens: packages
	PUERTO_WRITE_GOLDENS=1 swift test -c release --filter GoldenTests

fmt: lint-deps
	swift format --in-place --recursive --parallel $(SWIFT_DIRECTORIES)
	.venv/bin/python -m ruff format --quiet .
	.venv/bin/oxfmt --write $(ASSETS)

browser-deps: deps
	$(call install,$(BROWSER_PACKAGES))
	@test -x .venv/bin/python || python3 -m venv .venv
	@.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --requirement Tests/Browser/requirements.txt

browser: browser-deps build
	PUERTO=$(PUERTO) .venv/bin/python -m pytest --numprocesses 2 --dist loadfile Tests/Browser

# Starts a Docker daemon when none answers, and builds the images of the tests from Debian packages.
e2e-deps: deps
	$(call install,$(E2E_PACKAGES))
	@test -x .venv/bin/python || python3 -m venv .venv
	@.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --requirement Tests/EndToEnd/requirements.txt
	Tests/EndToEnd/docker.sh start
	Tests/EndToEnd/docker.sh images

# PUERTO_WINDMILL_OPENAPI names Windmill's OpenAPI file: the stand-in's traffic is held against it too.
e2e: e2e-deps test-build
	PUERTO=$(PUERTO) .venv/bin/python -m pytest --numprocesses 3 --dist loadgroup Tests/EndToEnd

# The same beside Docker 26 and Compose 2 of Debian 13, laid over /usr for these tests alone.
e2e-newer: e2e-deps build
	PUERTO=$(PUERTO) Tests/EndToEnd/newer.sh .venv/bin/python -m pytest --numprocesses 2 --dist loadgroup Tests/EndToEnd

e2e-fleet: e2e-deps build
	PUERTO=$(PUERTO) .venv/bin/python Tests/EndToEnd/fleet.py --tenants $(or $(TENANTS),100)

# The kill matrix whole; `make e2e` goes on in one of the three ways at each step (PUERTO_SAMPLE).
e2e-kills: e2e-deps build
	PUERTO=$(PUERTO) PUERTO_WHOLE=1 .venv/bin/python -m pytest Tests/EndToEnd/test_kill_matrix.py

histories-deps: deps
	$(call install,python3-venv)
	@test -x .venv/bin/python || python3 -m venv .venv
	@.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --requirement Tests/Histories/requirements.txt

# PUERTO_SEED and PUERTO_HISTORIES repeat what a report names.
histories: histories-deps build
	PUERTO=$(PUERTO) .venv/bin/python Tests/Histories/run.py --histories $(or $(PUERTO_HISTORIES),1000)

histories-records: histories-deps build
	PUERTO=$(PUERTO) .venv/bin/python Tests/Histories/records.py --histories $(or $(PUERTO_HISTORIES),300)

histories-docker: e2e-deps histories-deps build
	PUERTO=$(PUERTO) .venv/bin/python Tests/Histories/run.py --real --histories $(or $(PUERTO_HISTORIES),20)

# What CI plays: a few of both, from a seed that it prints.
histories-sample: e2e-deps histories-deps build
	PUERTO=$(PUERTO) .venv/bin/python -m pytest Tests/Histories

# Debian starts the services of what it installs; the tests run servers of their own, on free ports.
servers-deps: deps
	$(call install,$(SERVERS_PACKAGES))
	@test -x .venv/bin/python || python3 -m venv .venv
	@.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --requirement Tests/Servers/requirements.txt

servers: servers-deps build
	PUERTO=$(PUERTO) .venv/bin/python -m pytest --ignore Tests/Servers/test_load.py \
		--ignore Tests/Servers/test_floods.py Tests/Servers

# Two hundred requests in flight, and floods of logins: the machine has nothing else to do meanwhile.
load: servers-deps build
	PUERTO=$(PUERTO) .venv/bin/python -m pytest Tests/Servers/test_load.py Tests/Servers/test_floods.py

# The hook against its openapi.yaml, with thousands of generated requests.
contract: deps build
	$(call install,python3-venv)
	@test -x .venv/bin/python || python3 -m venv .venv
	@.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --requirement Tests/Contract/requirements.txt
	PUERTO=$(PUERTO) .venv/bin/python -m pytest Tests/Contract

# What the programs are made of: the packages and their list.
supply: deps
	$(call install,python3-venv)
	@test -x .venv/bin/python || python3 -m venv .venv
	@.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --requirement Tests/Supply/requirements.txt
	.venv/bin/python -m pytest Tests/Supply

# Everything that any suite needs, at once: package managers take turns anyway.
suites-deps: deps
	$(call install,$(BROWSER_PACKAGES) $(E2E_PACKAGES) $(SERVERS_PACKAGES))
	@test -x .venv/bin/python || python3 -m venv .venv
	@.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps \
		$(foreach suite,Browser Contract EndToEnd Histories Servers Supply,--requirement Tests/$(suite)/requirements.txt)
	Tests/EndToEnd/docker.sh start
	Tests/EndToEnd/docker.sh images

# `make -j suites` runs them side by side: each has its own ports, folders and clients. What they need
# is installed before the first of them begins. The Swift tests, which use every processor, come first
# and the load comes last: both have the machine to themselves.
SHARING := e2e servers browser histories-sample contract supply
ifneq ($(filter suites,$(MAKECMDGOALS)),)
browser-deps e2e-deps histories-deps servers-deps contract supply test-build: | suites-deps
$(SHARING): | test
load: | $(SHARING)
endif
suites: test $(SHARING) load

# The pictures of the documents: the fleet of Scripts/pictures/, built at a fixed time.
pictures: build
	$(call install,$(PICTURE_PACKAGES))
	@test -x .venv/bin/python || python3 -m venv .venv
	@.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --requirement Tests/Browser/requirements.txt
	PUERTO=$(PUERTO) .venv/bin/python Scripts/pictures/take.py

bench-deps: deps
	$(call install,$(BENCH_PACKAGES))

# BENCH_ROUNDS and BENCH_SIZES change how often and how much.
bench: bench-deps build
	python3 Benchmarks/bench.py --puerto $(PUERTO)
	python3 Benchmarks/hook.py --puerto $(PUERTO)

clean:
	swift package clean
	rm -rf public/portal public/welcome public/x public/assets .puerto .venv
