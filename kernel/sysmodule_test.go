package kernel

import (
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
	"testing"
)

func saved(files map[string]string) iter.Seq2[SavedFile, error] {
	return func(yield func(SavedFile, error) bool) {
		for _, name := range slices.Sorted(maps.Keys(files)) {
			if !yield(SavedFile{name, func() ([]byte, error) { return []byte(files[name]), nil }}, nil) {
				return
			}
		}
	}
}

func TestReadSaved(t *testing.T) {
	note := "\x04\x00\x00\x00\x03\x00\x00\x00\x03\x00\x00\x00GNU\x00\xaa\xbb\xcc\x00"
	s, err := ReadSaved(saved(map[string]string{
		"sys/module/xfs/sections/.text":              "0xffffffffc0201000\n" + strings.Repeat("\x00", 4077),
		"sys/module/xfs/sections/.init.text":         "0xffffffffc0301000\n",
		"sys/module/xfs/sections/.data":              "0xffffffffc0401000\n",
		"sys/module/xfs/notes/.note.gnu.build-id":    note,
		"sys/module/loop/sections/.text.unlikely":    "0xffffffffc0101000\n",
		"sys/module/printk/parameters/time":          "Y\n",
		"sys/module/printk/notes/.note.gnu.build-id": note,
		"release":  "6.1.0-9-amd64\n",
		"kallsyms": "ffffffffa1000000 T _text\n",
	}))
	if err != nil {
		t.Fatal(err)
	}
	var have []string
	for _, m := range s.Modules {
		have = append(have, fmt.Sprintf("%s %x", m.Name, m.BuildID))
		for _, x := range m.Sections {
			have = append(have, fmt.Sprint(" ", x.Name, " ", x.Addr))
		}
	}
	want := "loop | .text.unlikely 0xffffffffc0101000|xfs aabbcc| .data 0xffffffffc0401000| .text 0xffffffffc0201000"
	if got := strings.Join(have, "|"); got != want {
		t.Errorf("have %s\nwant %s", got, want)
	}
	if s.Release != "6.1.0-9-amd64" || s.Text != 0xffffffffa1000000 {
		t.Errorf("release %q, _text %v", s.Release, s.Text)
	}
}

func TestReadSavedErrors(t *testing.T) {
	for name, tt := range map[string]struct {
		files map[string]string
		want  string
	}{
		"empty":   {map[string]string{"README": "x"}, "no MODULE/sections"},
		"hidden":  {map[string]string{"a/sections/.text": "0x0000000000000000\n"}, "as root"},
		"garbage": {map[string]string{"a/sections/.text": "Permission denied\n"}, `a/sections/.text: no address: "Permission`},
	} {
		if _, err := ReadSaved(saved(tt.files)); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, want %q", name, err, tt.want)
		}
	}
	if _, err := ReadSaved(saved(map[string]string{"a/sections/.text": "0x0\n"})); !errors.Is(err, ErrHiddenAddresses) {
		t.Errorf("%v is not ErrHiddenAddresses", err)
	}
}
