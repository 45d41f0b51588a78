const fib = (n) => (n < 2 ? n : fib(n - 1) + fib(n - 2));
const kernels = {
  fib: () => fib(30),
  increment: () => { let x = 0; while (x < 1e8) x = x + 1; return x; },
  primes: () => {
    let count = 0, n = 2;
    while (n < 200000) {
      let d = 2, prime = true;
      while (d * d <= n) {
        if (n % d === 0) { prime = false; break; }
        d = d + 1;
      }
      if (prime) count = count + 1;
      n = n + 1;
    }
    return count;
  },
  tally: () => {
    const names = ["ada", "bob", "cyd", "dan", "eve", "fay", "gus", "hal"];
    const tally = new Map(names.map((name) => [name, 0]));
    let seed = 1;
    for (let i = 0; i < 1000000; i++) {
      seed = (seed * 16807) % 2147483647;
      const vote = names[seed % 8];
      tally.set(vote, tally.get(vote) + 1);
    }
    return tally.get("ada");
  },
};
const kernel = kernels[process.argv[2]];
require("readline").createInterface({ input: process.stdin }).on("line", (line) => {
  const stop = process.hrtime.bigint() + BigInt(line);
  let runs = 0, result = 0;
  do { result = kernel(); runs++; } while (process.hrtime.bigint() < stop);
  console.log(`${runs} ${result}`);
});
