package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"kbreak/debugger/repl"
	"kbreak/rsp"
)

// doctor probes the stub of a target and prints its profile, so that the first user of a stub that
// nobody here could run can send it to us. The target runs on afterwards, whatever happened.
func doctor(c *config, dial dialFunc) int {
	signals, stop := repl.Signals()
	defer stop()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	go func() {
		<-signals
		cancel()
	}()
	profile, err := probe(ctx, c.target, dial)
	if profile != nil {
		if c.json {
			enc := json.NewEncoder(os.Stdout)
			enc.SetIndent("", "  ")
			err = errors.Join(err, enc.Encode(profile))
		} else {
			fmt.Printf("kbreak %s, profile of the stub at %s\n\n%s", version(), c.target, profile)
		}
	}
	if err != nil {
		fmt.Fprintf(os.Stderr, "kbreak: %v\n", err)
		return repl.StatusFailed
	}
	return 0
}

func probe(ctx context.Context, target string, dial dialFunc) (profile *rsp.Profile, err error) {
	conn, err := dial(ctx, target)
	if err != nil {
		return nil, err
	}
	client := rsp.NewClient(conn, rsp.Options{})
	if _, err := client.Handshake(ctx); err != nil {
		_ = client.Close()
		return nil, err
	}
	defer func() { err = errors.Join(err, client.Detach(context.WithoutCancel(ctx))) }()
	return client.Probe(ctx)
}
