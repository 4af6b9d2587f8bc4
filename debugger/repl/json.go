package repl

import (
	"bytes"
	"encoding/json"
	"fmt"

	"kbreak/mem"
)

// hex is a number that JSON shows as a string of hexadecimal digits: a JSON number holds 53 bits in
// most readers, an address has 64.
type hex uint64

func (h hex) MarshalText() ([]byte, error) { return fmt.Appendf(nil, "%#x", uint64(h)), nil }

func hexAddr(a mem.Addr) hex { return hex(a) }

// document is what --json prints for one command, on one line. With an error there may still be a
// result: what was found before it.
type document struct {
	Command string         `json:"command"`
	OK      bool           `json:"ok"`
	Result  any            `json:"result,omitempty"`
	Error   *errorDocument `json:"error,omitempty"`
	Notices []string       `json:"notices,omitempty"`
	Console string         `json:"console,omitempty"` // what the target wrote meanwhile
}

type errorDocument struct {
	Message string   `json:"message"`
	Chain   []string `json:"chain,omitempty"` // with "set verbose on" or -v
}

func (o *output) document(line string, v Value, err error, verbose bool) {
	d := document{Command: line, OK: err == nil, Notices: o.takeNotices(), Console: o.takeStream()}
	if v != nil {
		d.Result = v.JSON()
	}
	if err != nil {
		d.Error = &errorDocument{Message: oneLine(err.Error())}
		if causes := chain(err); verbose && len(causes) > 1 {
			d.Error.Chain = causes
		}
	}
	text, jsonErr := encodeJSON(d)
	if jsonErr != nil {
		text, _ = encodeJSON(document{Command: line, Error: &errorDocument{Message: jsonErr.Error()}})
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	o.write(o.out, text)
}

// encodeJSON is json.Marshal without the escapes for HTML: "<optimized out>" stays readable.
func encodeJSON(v any) (string, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return b.String(), err
}
