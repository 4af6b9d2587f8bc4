package points

import (
	"context"
	"encoding/hex"
	"errors"

	"kbreak/rsp"
)

// Sweep opens the journal of the target and removes what an earlier session left in it, which is
// the result. Of a journal of another slide nothing is touched: another boot has other code
// at these addresses. Without a directory there is no journal. warn gets one line where the file cannot
// be written.
func (t *Table) Sweep(ctx context.Context, dir, target string, buildID []byte, slide int64, warn func(string)) (removed []rsp.Point, err error) {
	var left []entry
	t.journal, left = openJournal(dir, target, buildID, slide, warn)
	for _, e := range left {
		old, err := hex.DecodeString(e.Old)
		if err != nil || e.Kind > rsp.AccessWatch || e.Size < 0 || e.Size > 8 || len(old) > 0 && len(old) != len(t.arch.Trap) {
			t.journal.drop(e)
			continue
		}
		point := rsp.Point{Kind: e.Kind, Addr: e.Addr, Size: e.Size}
		if len(old) > 0 {
			err = t.pullTrap(ctx, e.Addr, old)
		} else {
			err = t.target.Remove(ctx, point)
		}
		if errors.Is(err, rsp.ErrLost) || ctx.Err() != nil {
			return removed, err
		}
		// A stub that knows nothing of the point any more (QEMU and kgdb forget all when they are asked
		// where they stopped) answers with an error, and all is well.
		t.journal.drop(e)
		removed = append(removed, point)
	}
	return removed, nil
}
