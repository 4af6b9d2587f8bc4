package mem

import (
	"context"
	"errors"
	"sync"
)

const (
	pageSize   = 4096
	lineSize   = 64
	frugalLine = 8 // a pointer
	maxLines   = pageSize / frugalLine
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
// A frugal Cache is for a line on which every byte takes its time: its lines are of 8 bytes, and a miss
// reads no more than was asked for and what its reader says that it will ask for next, see [Cache.Ahead].
//
// A Cache belongs to one stop of one address space. Whoever resumes the target calls [Cache.Drop].
// It is safe for concurrent use; misses are served one at a time.
type Cache struct {
	src   Reader
	chunk int
	line  int // bytes
	ahead int // bytes that a miss reads at least

	mu    sync.Mutex
	pages map[Addr]*page
	off   bool
	stats CacheStats
}

type page struct {
	valid bitmap // bit i: line i is in data
	fault error  // the *Fault of a refused read of this page
	data  [pageSize]byte
}

// bitmap has a bit for each line of a page.
type bitmap [maxLines / 64]uint64

func (b *bitmap) has(i int) bool { return b[i/64]&(1<<(i%64)) != 0 }

func (b *bitmap) set(from, to int) {
	for i := from; i < to; i++ {
		b[i/64] |= 1 << (i % 64)
	}
}

// any reports whether a bit in [from, to) is set.
func (b *bitmap) any(from, to int) bool {
	for i := from; i < to; i++ {
		if b.has(i) {
			return true
		}
	}
	return false
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
	return &Cache{src: src, chunk: chunk, line: lineSize, ahead: chunk, pages: make(map[Addr]*page)}
}

// NewFrugal is NewCache for a slow line. A miss reads ahead bytes or what was asked for, whichever is
// more, and never more than chunk in one round trip.
func NewFrugal(src Reader, chunk, ahead int) *Cache {
	c := NewCache(src, chunk)
	c.line, c.ahead = frugalLine, min(max(ahead, 0), c.chunk)
	return c
}

// Brief makes a miss read no more than n bytes in one round trip, or what was asked for if that is more, until
// done is called: for a few values of which nothing near will be looked at before the next Drop.
func (c *Cache) Brief(n int) (done func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	was := c.ahead
	c.ahead = min(was, c.whole(n))
	return func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.ahead = was
	}
}

// Frugal reports whether c was made by NewFrugal.
func (c *Cache) Frugal() bool { return c.line == frugalLine }

// Ahead reads through c, but a miss reads at least n bytes instead of what c was made with. That is
// about a frugal cache: any other reads a chunk, whoever asks.
func (c *Cache) Ahead(n int) Reader {
	if !c.Frugal() {
		return c
	}
	return &aheadReader{c, min(max(n, 0), c.chunk)}
}

// aheadReader is a frugal cache as one reader uses it.
type aheadReader struct {
	*Cache
	n int
}

func (r *aheadReader) ReadMem(ctx context.Context, a Addr, p []byte) error {
	return r.read(ctx, a, p, r.n)
}

// Frugal reports whether each byte read through r costs time, so that two small reads may be better
// than a large one.
func Frugal(r Reader) bool {
	f, ok := r.(interface{ Frugal() bool })
	return ok && f.Frugal()
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
	return c.read(ctx, a, p, -1)
}

// read is ReadMem where a miss reads at least ahead bytes; -1: what c reads usually.
func (c *Cache) read(ctx context.Context, a Addr, p []byte, ahead int) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if ahead < 0 {
		ahead = c.ahead
	}
	if c.off {
		c.stats.Misses++
		c.stats.Reads++
		return c.src.ReadMem(ctx, a, p)
	}
	if c.whole(int(a%Addr(c.line))+len(p)) > c.chunk && c.large(ctx, a, p) {
		c.stats.Misses++
		return nil
	}
	missed := c.crossing(ctx, a, len(p), ahead)
	for done := 0; done < len(p); {
		at := a.Add(int64(done))
		base, off := at&^(pageSize-1), int(at%pageSize)
		n := min(pageSize-off, len(p)-done)
		pg, fetched, err := c.fill(ctx, base, off, n, ahead)
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
func (c *Cache) crossing(ctx context.Context, a Addr, n, ahead int) (read bool) {
	base := a &^ (pageSize - 1)
	first := int(a-base) / c.line * c.line
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
	end = c.whole(end)
	if pages[1].valid == (bitmap{}) { // as any other read goes on to the end of its page
		end = max(end, min(first+ahead, 2*pageSize))
	}
	end = min(end, first+c.chunk)
	if pages[0].fault != nil || pages[1].fault != nil ||
		pages[0].valid.any(first/c.line, pageSize/c.line) || pages[1].valid.any(0, (end-pageSize)/c.line) {
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
	pages[0].valid.set(first/c.line, pageSize/c.line)
	pages[1].valid.set(0, (end-pageSize)/c.line)
	for i, pg := range pages {
		c.pages[base.Add(int64(i)*pageSize)] = pg
	}
	return true
}

// whole rounds up to whole lines.
func (c *Cache) whole(n int) int { return (n + c.line - 1) / c.line * c.line }

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
	c.keep(a, p)
	return true
}

// Put hands over memory at a that was read in another way since the last Drop, so that it need not be
// read again. The lines that it covers as a whole are kept.
func (c *Cache) Put(a Addr, p []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.off && len(c.pages) < maxPages {
		c.keep(a, p)
	}
}

// keep makes the lines valid that p covers as a whole.
func (c *Cache) keep(a Addr, p []byte) {
	base, off := a&^(pageSize-1), int(a%pageSize)
	n := (off + len(p) + pageSize - 1) / pageSize
	first, end := c.whole(off), (off+len(p))/c.line*c.line
	for i := range n {
		from, to := max(first-i*pageSize, 0), min(end-i*pageSize, pageSize)
		if from >= to {
			continue
		}
		at := base.Add(int64(i) * pageSize)
		pg := c.pages[at]
		if pg == nil {
			pg = new(page)
			c.pages[at] = pg
		}
		copy(pg.data[from:to], p[i*pageSize+from-off:])
		pg.valid.set(from/c.line, to/c.line)
	}
}

// fill makes [off, off+n) of the page at base valid, and reports whether it had to ask the source.
func (c *Cache) fill(ctx context.Context, base Addr, off, n, ahead int) (pg *page, fetched bool, err error) {
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
	for line, end := off/c.line, c.whole(off+n)/c.line; line < end; {
		if pg.valid.has(line) {
			line++
			continue
		}
		// From the first missing line to the next valid one, the page's end or as many as are wanted.
		want := min(max(end-line, c.whole(ahead)/c.line), c.chunk/c.line)
		first, last := line, line+1
		for last < pageSize/c.line && last-first < want && !pg.valid.has(last) {
			last++
		}
		// What follows is there already: whoever goes down through memory, as lists do that grow at
		// their head, asks next for what is in front.
		if !c.Frugal() && last < pageSize/c.line && pg.valid.has(last) {
			for first > 0 && !pg.valid.has(first-1) && last-first < want {
				first--
			}
		}
		buf := pg.data[first*c.line : last*c.line]
		c.stats.Reads++
		fetched = true
		if err := c.src.ReadMem(ctx, base.Add(int64(first*c.line)), buf); err != nil {
			var f *Fault
			if errors.As(err, &f) && pg.valid == (bitmap{}) {
				pg.fault = err
			}
			return nil, true, err
		}
		c.stats.Bytes += uint64(len(buf))
		pg.valid.set(first, last)
		line = last
	}
	return pg, fetched, nil
}
