package debugger

// PrintFormat is what stands behind a command's name and a slash, as in "x/20i" (GDB manual, "Output
// Formats" and "Memory").
type PrintFormat struct {
	Count  int  // how many units; 1 if nothing is said, negative counts backwards
	Letter byte // x, d, u, o, t, a, c, f, s, z or i; 0: by the type
	Size   byte // of a unit: b 1, h 2, w 4, g 8 bytes; 0: by the type, or the last one
}
