package debugger

import (
	"context"

	"kbreak/mem"
	"kbreak/symbols/link"
)

// SourceRow says that a source line has code, or would have if none had been optimized away.
type SourceRow struct {
	Line int
	Span mem.Span // empty: the instructions here belong to a later row
}

// SourceRows lists the rows of the line table that begin in a stretch of code and are of the file that its
// first instruction comes from, by address. Where nothing is known of lines there are none.
func (s *Session) SourceRows(ctx context.Context, code mem.Span) []SourceRow {
	s.syncFor(ctx, code.Start)
	placed, at, ok := s.space.Find(code.Start)
	if !ok || placed.Image == nil || code.End <= code.Start {
		return nil
	}
	data, err := placed.Image.Debug()
	if err != nil {
		return nil // said when the instructions were given their lines
	}
	// A table that breaks off is a table.
	list, _ := data.FileRowsIn(link.Range{Start: at, End: at + link.Addr(code.End.Sub(code.Start))})
	bias := code.Start.Sub(mem.Addr(at))
	rows := make([]SourceRow, 0, len(list))
	for _, e := range list {
		rows = append(rows, SourceRow{e.Line, mem.Span{Start: mem.Addr(e.Start).Add(bias), End: mem.Addr(e.End).Add(bias)}})
	}
	return rows
}
