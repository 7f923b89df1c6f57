//! ruff-parser-bench LIST ROUNDS: parses the files that LIST names (a path a line), held in memory, and prints processor time per round.
use ruff_python_parser::{parse_unchecked, Mode, ParseOptions};
use std::{env, fs, hint::black_box};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn thread_seconds() -> f64 {
    // SAFETY: clock_gettime fills the structure it is given.
    unsafe {
        let mut now: libc::timespec = std::mem::zeroed();
        libc::clock_gettime(libc::CLOCK_THREAD_CPUTIME_ID, &mut now);
        now.tv_sec as f64 + now.tv_nsec as f64 * 1e-9
    }
}

fn main() {
    let arguments: Vec<String> = env::args().collect();
    let [_, list, rounds] = arguments.as_slice() else {
        eprintln!("usage: ruff-parser-bench LIST ROUNDS");
        std::process::exit(2);
    };
    let sources: Vec<String> = fs::read_to_string(list)
        .expect("a list of files")
        .lines()
        .filter_map(|path| fs::read_to_string(path).ok())
        .collect();
    let bytes: usize = sources.iter().map(String::len).sum();
    for _ in 0..rounds.parse().expect("a number of rounds") {
        let begin = thread_seconds();
        let mut valid = 0;
        for source in &sources {
            let parsed = parse_unchecked(source, ParseOptions::from(Mode::Module));
            valid += usize::from(parsed.errors().is_empty());
            black_box(&parsed);
        }
        let seconds = thread_seconds() - begin;
        println!("ruff {:.1} MB/s {:.2} ns/byte ({valid} of {} files valid)", bytes as f64 / seconds / 1e6, seconds * 1e9 / bytes as f64, sources.len());
    }
}
