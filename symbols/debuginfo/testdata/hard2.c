struct elsewhere { int here; struct opaque *op; union { int a; char b; }; };
struct opaque { struct elsewhere *e; long value; };
struct elsewhere real;
struct opaque opaque_def;
