package mem

import (
	"context"
	"errors"
	"math/bits"
	"sync"
)

const (
	pageSize = 4096
	lineSize = 64 // 64 lines of 64 bytes: the valid lines of a page are one uint64
)

// Cache is a [Reader] that remembers what its source answered, so that a stop costs each byte at
// most once on the wire.
//
// Pages of 4096 bytes are the unit of storage and lines of 64 bytes the unit of validity. A miss
// reads from the first missing line on to the end of the page, or to the chunk size if that is
// less: the stack grows towards lower addresses and structures are read from their front, so what
// follows a missed byte is what is asked for next. Where that is there already, it reads what lies in
// front as well. Mappings do not change within a page, which is therefore readable as a whole or not at
// all; a refused page is remembered. No read crosses into a page of which nothing was asked for; a
// request that crosses is tried as one read.
//
// A Cache belongs to one stop of one address space. Whoever resumes the target calls [Cache.Drop].
// It is safe for concurrent use; misses are served one at a time.
type Cache struct {
	src   Reader
	chunk int

	mu    sync.Mutex
	pages map[Addr]*page
	off   bool
	stats CacheStats
}

type page struct {
	valid uint64 // bit i: line i is in data
	fault error  // the *Fault of a refused read of this page
	data  [pageSize]byte
}

// CacheStats counts what a [Cache] did since it was made; Drop does not reset it.
type CacheStats struct {
	Hits   uint64 // requests served without the source
	Misses uint64 // requests that needed the source
	Reads  uint64 // requests made to the source
	Bytes  uint64 // bytes that the source delivered
	Drops  uint64 // times the cache was emptied
}

// maxPages bounds the cache at 64 MiB; a search over all memory must not keep it all.
const maxPages = 16384

// NewCache returns an empty cache over src. chunk is the largest read in bytes that src serves in
// one round trip; it is rounded down to a multiple of 64 and kept between 64 and 4096.
func NewCache(src Reader, chunk int) *Cache {
	chunk = min(max(chunk/lineSize*lineSize, lineSize), pageSize)
	return &Cache{src: src, chunk: chunk, pages: make(map[Addr]*page)}
}

// Drop forgets all memory contents. Call it whenever the target may have run or been written to.
func (c *Cache) Drop() {
	c.mu.Lock()
	defer c.mu.Unlock()
	clear(c.pages)
	c.stats.Drops++
}

// SetEnabled turns the cache off (every read goes to the source exactly as asked, which matters
// for device memory) or on again.
func (c *Cache) SetEnabled(on bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.off = !on
	clear(c.pages)
}

// Stats returns the counters.
func (c *Cache) Stats() CacheStats {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.stats
}

// ReadMem implements [Reader].
func (c *Cache) ReadMem(ctx context.Context, a Addr, p []byte) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.off {
		c.stats.Misses++
		c.stats.Reads++
		return c.src.ReadMem(ctx, a, p)
	}
	if cover(a, len(p)) > c.chunk && c.large(ctx, a, p) {
		c.stats.Misses++
		return nil
	}
	missed := c.crossing(ctx, a, len(p))
	for done := 0; done < len(p); {
		at := a.Add(int64(done))
		base, off := at&^(pageSize-1), int(at%pageSize)
		n := min(pageSize-off, len(p)-done)
		pg, fetched, err := c.fill(ctx, base, off, n)
		missed = missed || fetched
		if err != nil {
			if missed {
				c.stats.Misses++
			} else {
				c.stats.Hits++
			}
			var f *Fault
			if errors.As(err, &f) {
				return &Fault{Addr: at, Got: done, Err: f.Err}
			}
			return err
		}
		done += copy(p[done:], pg.data[off:off+n])
	}
	if missed {
		c.stats.Misses++
	} else {
		c.stats.Hits++
	}
	return nil
}

// crossing reads a request that crosses from one page into the next in one go, if nothing of it is
// there yet and the source serves as much at a time: a structure that happens to lie so costs no more
// than another. Where that fails the pages are read one by one, which tells which of them cannot be.
func (c *Cache) crossing(ctx context.Context, a Addr, n int) (read bool) {
	base := a &^ (pageSize - 1)
	first := int(a-base) / lineSize * lineSize
	end := int(a-base) + n
	if n <= 0 || end <= pageSize || end > 2*pageSize {
		return false
	}
	if end > first+c.chunk || len(c.pages)+2 > maxPages {
		return false
	}
	var pages [2]*page
	for i := range pages {
		if pages[i] = c.pages[base.Add(int64(i)*pageSize)]; pages[i] == nil {
			pages[i] = new(page)
		}
	}
	end = min((end+lineSize-1)/lineSize*lineSize, first+c.chunk)
	if pages[1].valid == 0 { // as any other read goes on to the end of its page
		end = min(first+c.chunk, 2*pageSize)
	}
	need := [2]uint64{lines(first, pageSize), lines(0, end-pageSize)}
	if pages[0].fault != nil || pages[1].fault != nil || pages[0].valid&need[0] != 0 || pages[1].valid&need[1] != 0 {
		return false
	}
	buf := make([]byte, end-first)
	c.stats.Reads++
	if c.src.ReadMem(ctx, base.Add(int64(first)), buf) != nil {
		return true
	}
	c.stats.Bytes += uint64(len(buf))
	k := copy(pages[0].data[first:], buf)
	copy(pages[1].data[:], buf[k:])
	for i, pg := range pages {
		pg.valid |= need[i]
		c.pages[base.Add(int64(i)*pageSize)] = pg
	}
	return true
}

// large reads a request whose lines are more than one chunk as it is, if nothing of it is there yet, so that the
// source can cut it into as few pieces as possible; page by page each page may end with a small one.
// The lines that it covers as a whole are kept. Where it fails the pages are read one by one, as for
// crossing.
func (c *Cache) large(ctx context.Context, a Addr, p []byte) bool {
	base, off := a&^(pageSize-1), int(a%pageSize)
	n := (off + len(p) + pageSize - 1) / pageSize
	if len(c.pages)+n > maxPages {
		return false
	}
	for i := range n {
		if c.pages[base.Add(int64(i)*pageSize)] != nil {
			return false
		}
	}
	c.stats.Reads++
	if c.src.ReadMem(ctx, a, p) != nil {
		return false
	}
	c.stats.Bytes += uint64(len(p))
	first, end := (off+lineSize-1)/lineSize*lineSize, (off+len(p))/lineSize*lineSize
	for i := range n {
		from, to := max(first-i*pageSize, 0), min(end-i*pageSize, pageSize)
		if from < to {
			pg := new(page)
			copy(pg.data[from:to], p[i*pageSize+from-off:])
			pg.valid = lines(from, to)
			c.pages[base.Add(int64(i)*pageSize)] = pg
		}
	}
	return true
}

// cover is the size of the lines that a request touches.
func cover(a Addr, n int) int {
	off := int(a % lineSize)
	return (off + n + lineSize - 1) / lineSize * lineSize
}

// lines are the bits of the lines in [from, to) of a page, both multiples of the size of a line.
func lines(from, to int) uint64 {
	return (1<<((to-from)/lineSize) - 1) << (from / lineSize)
}

// fill makes [off, off+n) of the page at base valid, and reports whether it had to ask the source.
func (c *Cache) fill(ctx context.Context, base Addr, off, n int) (pg *page, fetched bool, err error) {
	pg = c.pages[base]
	if pg == nil {
		if len(c.pages) >= maxPages {
			clear(c.pages)
		}
		pg = new(page)
		c.pages[base] = pg
	}
	if pg.fault != nil {
		return nil, false, pg.fault
	}
	first, last := off/lineSize, (off+n-1)/lineSize
	for line := first; line <= last; {
		if pg.valid&(1<<line) != 0 {
			line++
			continue
		}
		// From the first missing line to the next valid one, the page's end or the chunk's.
		run := bits.TrailingZeros64(pg.valid >> line)
		behind := run < 64-line && run < c.chunk/lineSize
		run = min(run, 64-line, c.chunk/lineSize)
		// What follows is there already: whoever goes down through memory, as lists do that grow at
		// their head, asks next for what is in front.
		for behind && line > 0 && pg.valid&(1<<(line-1)) == 0 && run < c.chunk/lineSize {
			line, run = line-1, run+1
		}
		start := line * lineSize
		buf := pg.data[start : start+run*lineSize]
		c.stats.Reads++
		fetched = true
		if err := c.src.ReadMem(ctx, base.Add(int64(start)), buf); err != nil {
			var f *Fault
			if errors.As(err, &f) && pg.valid == 0 {
				pg.fault = err
			}
			return nil, true, err
		}
		c.stats.Bytes += uint64(len(buf))
		pg.valid |= (1<<run - 1) << line // run == 64 gives all ones: 1<<64 is 0 in Go
		line += run
	}
	return pg, fetched, nil
}
