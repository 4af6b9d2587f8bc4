package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"kbreak/debugger/repl"
	"kbreak/rsp"
)

// doctor probes the stub of a target and prints its profile, so that the first user of a stub that
// nobody here could run can send it to us. The target runs on afterwards, whatever happened.
func doctor(c *config, dial dialFunc) int {
	ctx, stop := untilSignal()
	defer stop()
	if err := examine(ctx, os.Stdout, c.target, dial, c.json); err != nil {
		repl.WriteError(os.Stderr, err, c.verbose)
		return repl.StatusFailed
	}
	return 0
}

// untilSignal gives a context that Ctrl-C and its like end.
func untilSignal() (ctx context.Context, stop func()) {
	signals, forget := repl.Signals()
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		select {
		case <-signals:
			cancel()
		case <-ctx.Done():
		}
	}()
	return ctx, func() {
		cancel()
		forget()
	}
}

// examine writes the profile of a stub to w; what was found before an error is worth printing too.
func examine(ctx context.Context, w io.Writer, target string, dial dialFunc, asJSON bool) error {
	conn, err := dial(ctx, target)
	if err != nil {
		return err
	}
	client := rsp.NewClient(conn, rsp.Options{})
	if _, err := client.Handshake(ctx); err != nil {
		_ = client.Close()
		return err
	}
	profile, err := client.Probe(ctx)
	leave, cancel := context.WithTimeout(context.WithoutCancel(ctx), detachTimeout)
	defer cancel()
	if e := client.Detach(leave); e != nil {
		err = errors.Join(err, fmt.Errorf("detach from %s: %w; the target may still be stopped", target, e))
	}
	if profile != nil {
		err = errors.Join(err, writeProfile(w, target, profile, asJSON))
	}
	return err
}

// detachTimeout bounds the wait for a stub that is left.
const detachTimeout = 5 * time.Second

func writeProfile(w io.Writer, target string, p *rsp.Profile, asJSON bool) error {
	if !asJSON {
		_, err := io.WriteString(w, repl.Printable(fmt.Sprintf("kbreak %s, profile of the stub at %s\n\n%s", version(), target, p)))
		return err
	}
	j := profileJSON{
		Version: version(), Target: target, Looks: p.Looks, Features: p.Features, Stop: p.Stop, Registers: p.Registers,
		MaxRead: p.MaxRead, Threads: p.Threads, Physical: p.Physical, RoundTrips: p.Stats.RoundTrips,
		Findings: make([]findingJSON, 0, len(p.Findings)),
	}
	for _, f := range p.Findings {
		j.Findings = append(j.Findings, findingJSON(f))
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(j)
}

type profileJSON struct {
	Version    string        `json:"version"` // of kbreak
	Target     string        `json:"target"`
	Looks      string        `json:"looks_like,omitempty"` // whose stub answers like this; a guess
	Features   string        `json:"features"`             // the qSupported reply
	Stop       string        `json:"stop"`
	Registers  string        `json:"registers"`
	MaxRead    int           `json:"max_read"` // bytes
	Threads    string        `json:"threads"`
	Physical   string        `json:"physical"`
	RoundTrips uint64        `json:"round_trips"`
	Findings   []findingJSON `json:"findings"`
}

type findingJSON struct {
	Name    string      `json:"name"`
	Outcome rsp.Outcome `json:"outcome"` // "yes", "no", "odd", "not tried"
	Detail  string      `json:"detail,omitempty"`
}
