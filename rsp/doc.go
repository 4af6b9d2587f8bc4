// Package rsp answers one question: what does the stub at the other end of this line say?
//
// It speaks the GDB remote serial protocol (GDB manual, appendix "Remote Protocol") as a client. A
// [Client] holds one conversation over any io.ReadWriteCloser. What a stub can do is learned from
// what it answers ([Features]) and never from what it is called; where asking is dangerous, because
// kgdb overruns its own buffer, conservative sizes apply until the stub proves larger ones.
//
//	           Continue, Step                  Interrupt, or the context of Wait ends
//	stopped ──────────────────► running ─────────────────────────────► interrupting
//	   ▲  requests allowed         │  nothing may be sent but 0x03           │
//	   └──────── stop reply ───────┴───────────────── stop reply ────────────┘
//	   any state ── end of stream, too many damaged packets, no answer ──► lost
//
// The protocol is half-duplex: one request is in flight, callers queue. One goroutine reads the
// stream and cuts it into frames (packet.go); the caller whose turn it is consumes them. Three
// things come unasked: notifications (%, dropped, never acknowledged), console text (O) while the
// target runs, and the answer to an interrupt.
//
// Where each request is formed:
//
//	handshake.go    qSupported, QStartNoAckMode, ?
//	description.go  qXfer:features:read       layouts.go  registers without a description
//	registers.go    g, p                      memory.go   m, x, Qqemu.PhyMemMode
//	threads.go      qfThreadInfo, qsThreadInfo, qC, qThreadExtraInfo, Hg
//	run.go          vCont, Hc, c, s, 0x03, D  monitor.go  qRcmd
//
// Acknowledgements: a packet received is acknowledged together with the next request, in one write
// (two small writes cost 45 ms of delayed TCP acknowledgement), or at once where the stub waits for
// it. A packet that resumes carries the acknowledgement in front, because any byte that reaches a
// running QEMU guest stops it.
//
// Read first: [Client], [Features], [StopReply].
//
// The package knows no symbols, no Linux and no transport.
package rsp
