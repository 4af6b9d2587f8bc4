show directories
show substitute-path
list other.c:3
info source
set substitute-path /build/prog HERE
show substitute-path
set substitute-path /x /y
show substitute-path
show substitute-path /x
show substitute-path /build/prog/sub
show substitute-path /buildx
list other.c:3
info source
unset substitute-path /nope
unset substitute-path /x
show substitute-path
unset substitute-path
show substitute-path
list other.c:3
directory sub
show directories
directory HERE
show directories
list main.c:3
set directories
show directories
set directories sub:/tmp
show directories
directory /q /r
show directories
directory
show directories
