package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"kbreak/rsp/rsptest"
)

// kgdb is the stub of package rsp's transcript of a probe, which then is left.
func kgdb(t *testing.T) dialFunc {
	t.Helper()
	ar, err := txtar.ParseFile("../../rsp/testdata/kgdb-probe.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range ar.Files {
		if f.Name == "wire" {
			wire := string(f.Data) + "> +$D#..\n< +$OK#..\n> +\n"
			return func(context.Context, string) (io.ReadWriteCloser, error) { return rsptest.Serve(t, wire), nil }
		}
	}
	t.Fatal("no wire in the transcript")
	return nil
}

func TestDoctor(t *testing.T) {
	var out bytes.Buffer
	if err := examine(t.Context(), &out, "com:1", kgdb(t), false); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		", profile of the stub at com:1\n\nlooks like kgdb\n",
		"\nregisters  22 in 156 bytes, from g reply of 156 bytes (kgdb x86-64)\n",
		"\nk, R, vKill          not tried would end the target\n",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
}

func TestDoctorJSON(t *testing.T) {
	var out bytes.Buffer
	if err := examine(t.Context(), &out, "com:1", kgdb(t), true); err != nil {
		t.Fatal(err)
	}
	var got struct {
		Target   string
		Looks    string `json:"looks_like"`
		MaxRead  int    `json:"max_read"`
		Findings []struct{ Name, Outcome, Detail string }
	}
	if err := json.Unmarshal(out.Bytes(), &got); err != nil {
		t.Fatalf("%v in %s", err, out.String())
	}
	if got.Target != "com:1" || got.Looks != "kgdb" || got.MaxRead != 256 || len(got.Findings) == 0 || got.Findings[0].Outcome != "no" {
		t.Errorf("the profile is %+v", got)
	}
}

// A peer that goes away: the findings so far, and the error.
func TestDoctorLosesThePeer(t *testing.T) {
	const wire = `> +$qSupported:swbreak+;hwbreak+;vContSupported+;xmlRegisters=i386;error-message+#..
< +$PacketSize=400#..
> +$?#..
< +$T05thread:01;#..
> +$vMustReplyEmpty#..
!
`
	dial := func(context.Context, string) (io.ReadWriteCloser, error) { return rsptest.Serve(t, wire), nil }
	var out bytes.Buffer
	err := examine(t.Context(), &out, "com:1", dial, false)
	if err == nil || !strings.Contains(err.Error(), "may still be stopped") || !strings.Contains(out.String(), "PacketSize=400") {
		t.Errorf("examine: %v\n%s", err, out.String())
	}
	refused := errors.New("refused")
	dial = func(context.Context, string) (io.ReadWriteCloser, error) { return nil, refused }
	if err := examine(t.Context(), io.Discard, "com:1", dial, false); !errors.Is(err, refused) {
		t.Errorf("examine of nobody: %v", err)
	}
}
