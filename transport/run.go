package transport

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"
	"unicode"
)

// Run runs a command, split into words as that of exec: is, until it ends or ctx does, which kills it.
// Its input is empty. What it prints is part of the error if it fails.
func Run(ctx context.Context, command string) error {
	words, err := CheckCommand(command)
	if err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, words[0], words[1:]...)
	var said tail
	cmd.Stdout, cmd.Stderr = &said, &said
	cmd.WaitDelay = lingerTime
	ownGroup(cmd)
	cmd.Cancel = func() error { killGroup(cmd); return nil }
	if err := cmd.Run(); err != nil && !errors.Is(err, exec.ErrWaitDelay) {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if text := said.line(); text != "" {
			return fmt.Errorf("%s: %w: %s", words[0], err, text)
		}
		return fmt.Errorf("%s: %w", words[0], err)
	}
	return nil
}

// CheckCommand splits a command into words and refuses one that has none.
func CheckCommand(command string) ([]string, error) {
	words, err := splitWords(command)
	if err != nil {
		return nil, err
	}
	if len(words) == 0 || words[0] == "" {
		return nil, errors.New("a command is needed")
	}
	return words, nil
}

// tail keeps the end of what a command prints.
type tail struct{ text []byte }

func (t *tail) Write(p []byte) (int, error) {
	const most = 1 << 10
	t.text = append(t.text, p...)
	t.text = bytes.Clone(t.text[max(0, len(t.text)-most):])
	return len(p), nil
}

// line is the last line, safe for a terminal.
func (t *tail) line() string {
	text := strings.TrimSpace(string(t.text))
	return printable(text[strings.LastIndexByte(text, '\n')+1:])
}

// printable makes foreign text safe for a terminal.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return '.'
		}
		return r
	}, strings.ToValidUTF8(text, "?"))
}
