package kernel

import "encoding/binary"

// noteBuildID is NT_GNU_BUILD_ID of the owner "GNU".
const noteBuildID = 3

// maxBuildID bounds the length of a build-id in bytes; SHA-1 has 20, the longest in use 32.
const maxBuildID = 64

// findBuildID looks through ELF notes (gABI, "Note Section"; 4-byte alignment, which is what
// kernels use) for the GNU build-id. off is where the
// bytes of the id begin in p; id is nil if there is none.
func findBuildID(p []byte) (off int, id []byte) {
	le := binary.LittleEndian
	for off = 0; off+12 <= len(p); {
		nameSize, descSize := uint64(le.Uint32(p[off:])), uint64(le.Uint32(p[off+4:]))
		kind := le.Uint32(p[off+8:])
		name := uint64(off) + 12
		desc := name + (nameSize+3)&^3
		end := desc + (descSize+3)&^3
		if desc+descSize > uint64(len(p)) {
			return 0, nil
		}
		if kind == noteBuildID && nameSize == 4 && string(p[name:name+4]) == "GNU\x00" &&
			descSize > 0 && descSize <= maxBuildID {
			return int(desc), p[desc : desc+descSize]
		}
		if end >= uint64(len(p)) {
			return 0, nil
		}
		off = int(end)
	}
	return 0, nil
}
