// Package debugger answers one question: what is the stopped kernel doing?
//
// A [Session] joins the four packages below it and is the only place where they meet: the stub
// ([kbreak/rsp]), the files ([kbreak/symbols]), what Linux means ([kbreak/kernel]) and the frames
// ([kbreak/debugger/unwind]).
//
//	no target ──Attach──► stopped ──Continue──► running ──stop, or its context ends──► stopped
//	    ▲                    │                     │
//	    └──Detach (target runs on)                 └── link lost ──► lost
//
// Every method that shows something returns a value ([Trace], [Thread], [File]...), never text for
// a terminal: debugger/repl renders it as text or JSON. Methods that can wait take a context; a
// Session is used by one goroutine at a time. To stop a running target, end the context of
// [Session.Continue] from wherever you are: it interrupts the target and returns its stop.
//
// Whatever was read from the target belongs to one stop and is dropped when it resumes: memory,
// registers, frames, the thread list. What cannot change while the kernel lives is kept: where it
// is, its symbols, the per-CPU offsets.
//
// Read first: [Session], [Thread], [Frame].
package debugger
