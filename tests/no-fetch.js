var fetch; // Emscripten 3.1.6 would fetch() the test's .wasm, which node refuses for a file; without it, it reads the file.
