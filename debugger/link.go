package debugger

import (
	"kbreak/mem"
)

// LinkInfo is what "info link" shows.
type LinkInfo struct {
	Target      string
	State       State
	Stub        string // what negotiation proved, in words
	Registers   string // where the register layout is from
	MaxRead     int    // bytes in one memory read
	Sent        Traffic
	Received    Traffic
	RoundTrips  uint64
	Retransmits uint64
	Damaged     uint64 // packets received with a wrong checksum or form
	Noisy       bool   // the line damages bytes: answers are confirmed by others
	Cache       mem.CacheStats
	CacheOn     bool
	PageTables  bool // kernel memory is read through page tables in physical memory at this stop
}

// Traffic counts one direction of the line.
type Traffic struct{ Packets, Bytes uint64 }

// Link tells what went over the line since it was opened; without a target it has a State only.
func (s *Session) Link() LinkInfo {
	if s.client == nil {
		return LinkInfo{State: s.state}
	}
	f, st := s.client.Features(), s.client.Stats()
	info := LinkInfo{
		Target: s.name, State: s.state, Stub: f.String(), MaxRead: f.MaxRead(), Registers: "not read yet",
		Sent:       Traffic{st.SentPackets, st.SentBytes},
		Received:   Traffic{st.ReceivedPackets, st.ReceivedBytes},
		RoundTrips: st.RoundTrips, Retransmits: st.Retransmits, Damaged: st.BadPackets, Noisy: st.Noisy,
		Cache: s.mem.kernel.Stats(), CacheOn: !s.mem.off, PageTables: s.mem.view != nil,
	}
	for _, c := range s.mem.user {
		u := c.Stats()
		info.Cache.Hits += u.Hits
		info.Cache.Misses += u.Misses
		info.Cache.Reads += u.Reads
		info.Cache.Bytes += u.Bytes
	}
	if l := s.client.Layout(); l != nil {
		info.Registers = l.Source
	}
	return info
}

// SetReadCache turns the memory cache off, so that every read goes to the target exactly as asked
// (which matters for device memory), or on again.
func (s *Session) SetReadCache(on bool) {
	s.cacheOff = !on
	if s.mem != nil {
		s.mem.setCache(on)
	}
}

// ReadCache reports whether the memory cache is on.
func (s *Session) ReadCache() bool { return !s.cacheOff }
