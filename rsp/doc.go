// Package rsp answers one question: what does the stub at the other end of this line say?
//
// It speaks the GDB remote serial protocol (GDB manual, appendix "Remote Protocol") as a client. A
// [Client] holds one conversation over any io.ReadWriteCloser. What a stub can do is learned from
// what it answers ([Features]) and never from what it is called; where asking is dangerous, because
// kgdb overruns its own buffer, conservative sizes apply until the stub proves larger ones.
//
//	           Continue, Step                  Interrupt, or the context of Wait ends
//	stopped ──────────────────► running ─────────────────────────────► interrupting
//	   ▲  requests allowed         │  nothing may be sent but [BreakIn]      │
//	   └──────── stop reply ───────┴───────────────── stop reply ────────────┘
//	   any state ── end of stream, too many damaged packets, no answer ──► lost
//
// The protocol is half-duplex: one request is in flight, callers queue; only the pieces of a long read,
// or the registers and a piece of memory, go out together, to a stub that takes that (ahead.go, glance.go). One
// goroutine reads the line and parts packets from the text of a console on the same line (split.go, splitter.go), one cuts the packets into frames
// (packet.go); the caller whose turn it is consumes them (exchange.go). Three things come unasked:
// notifications (%, dropped, never acknowledged), console
// text (O) while the target runs, and a stop reply that nobody waits for, which is dropped.
//
// Where each request is formed:
//
//	open.go         qSupported, and q to kdb's pager
//	breakin.go      BREAK and g, 0x03
//	handshake.go    QStartNoAckMode, ?
//	description.go  qXfer:features:read       layouts.go  registers without a description
//	registers.go    g, p                      memory.go   m, x
//	threads.go      qfThreadInfo, qsThreadInfo, qC, qThreadExtraInfo, Hg
//	write.go        X, M, P, G                point.go   Z0 to Z4, z0 to z4
//	resume.go       vCont, Hc, c, s, Qqemu.sstep
//	run.go          vCont?, D, F-1,58
//	monitor.go      qRcmd                     phys.go     Qqemu.PhyMemMode
//	probe.go        what kbreak doctor asks, and what it leaves alone
//
// Never sent: k (ends QEMU), C and S alone (kgdb takes the signal's digits for an address), R, vKill, and
// a second ? (QEMU and kgdb delete every breakpoint when they see one) unless that is what it is for.
//
// # Acknowledgements
//
// A packet received is acknowledged together with the next request, in one write (two small writes
// cost 45 ms of delayed TCP acknowledgement), or at once where the stub waits for it. A packet that
// resumes carries the acknowledgement in front, because any byte that reaches a running QEMU guest
// stops it. What comes before the acknowledgement of a request is not its answer.
//
//	the stub sends -                   the request is sent again
//	a damaged packet                   - asks for it again
//	no acknowledgement for 3 s         the request is sent again, three times in all
//	no answer for 3 s                  - asks for it, twice; then the connection is lost
//	no-ack mode                        checksums are not looked at (debugserver sends #00)
//
// # Noise
//
// A line is taken for what it is as long as it damages nothing. The first packet that either side
// rejects, or that nobody asked for, makes it one with noise (noise.go), for the rest of the conversation: an
// 8-bit checksum passes what it should not, and packets have no numbers. Then each question is asked until two
// answers in a row are equal, memory is read in small pieces, writes are read back, and after a repair a
// question that only its own answer fits comes first. Resumes and stops are in repair.go; what was believed
// before the noise showed is asked for again (review.go). Where a Z may have become another one, the
// stub is made to forget all breakpoints, and they are inserted again (stray.go).
//
// # Cancelling
//
// A context that ends while a request waits ends the call. The answer still comes: the next request
// waits for it and drops it first, and if it does not come the connection is lost. The way back from
// physical memory is not cancelled. A context that ends in [Client.Wait] sends the interrupt and goes
// on waiting for the stop. [Client.Close] ends everything at once with [net.ErrClosed].
//
// Read first: [Client], [Features], [StopReply]; [Split] serves other clients than ours too.
//
// The package knows no symbols, no Linux and no transport. Who inserts a breakpoint removes it.
// It does not speak non-stop mode.
package rsp
