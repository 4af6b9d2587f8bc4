package debugger

// position is where in the source the user is looking: what the last frame or listing showed.
type position struct {
	file, full  string // of the file; "" where nothing was shown yet
	first, last int    // lines shown
	next        int    // where a listing goes on
}

// line is where a listing goes on.
func (p *position) line() sourceLine {
	if p.full != "" {
		return sourceLine{p.full, p.next}
	}
	return sourceLine{p.file, p.next}
}
