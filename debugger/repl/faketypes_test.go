package repl

import (
	"context"
	"path/filepath"
	"sync"

	"kbreak/debugger"
)

// hardFile is an absolute path: sessions run in directories of their own.
var hardFile, _ = filepath.Abs("../../symbols/debuginfo/testdata/hard-gcc5.elf")

// hardTypes is a session over a small file with every kind of type, see symbols/debuginfo/testdata. It answers
// the fake's questions about types, so that what the golden sessions show is what the reader makes of DWARF.
var hardTypes = sync.OnceValue(func() *debugger.Session {
	s := debugger.New(debugger.Options{})
	if err := s.SymbolFile(context.Background(), hardFile, nil); err != nil {
		panic(err)
	}
	return s
})

func (s *fake) Ptype(ctx context.Context, text string, l debugger.TypeLayout) (*debugger.TypeInfo, error) {
	return hardTypes().Ptype(ctx, text, l)
}

func (s *fake) Whatis(ctx context.Context, text string) (*debugger.TypeInfo, error) {
	return hardTypes().Whatis(ctx, text)
}

func (s *fake) CompleteName(ctx context.Context, prefix string, max int) []string {
	return append(s.Complete(prefix, max), hardTypes().CompleteName(ctx, prefix, max)...)
}

func (s *fake) ScopeOf(ctx context.Context, spec string) (*debugger.ScopeInfo, error) {
	return hardTypes().ScopeOf(ctx, spec)
}

func (s *fake) SymbolList(ctx context.Context, q debugger.SymbolQuery) (*debugger.SymbolList, error) {
	return hardTypes().SymbolList(ctx, q)
}
