//! How many gaps of random models have both ends proved, how narrow their brackets are and which
//! engines gave the ends, by class and range of n: the tables of the guide's page `model_space`.
//!
//! `cargo run --release --example bracket_counts [-- MODELS [SEED [--rows] [--only I,J,…]
//! [--classes binary,linear,…]]]`: MODELS random models (60), each at one number of samples, in
//! every class. Seconds are those of the processor, for estimate and bracket together. `--rows`
//! prints every answer as it comes, `--only` takes only the models of these numbers, with their
//! files, and `--classes` only these classes.

#[path = "../../tests/support/random_models.rs"]
#[allow(dead_code)]
mod random_models;

use firstbest::bounds;
use firstbest::contract::{Class, FirstBest, Threshold};
use firstbest::numerics::map_ordered;
use random_models::Draws;
use std::collections::BTreeMap;
use std::time::Instant;

const CLASSES: [Class; 4] = [
    Class::Binary(Threshold::Deterministic),
    Class::Binary(Threshold::Randomised),
    Class::Linear,
    Class::General,
];

const RANGES: [(u64, &str); 5] = [
    (8, "1–8"),
    (100, "9–100"),
    (400, "101–400"),
    (5_000, "401–5,000"),
    (u64::MAX, "> 5,000"),
];

fn name(class: Class) -> &'static str {
    match class {
        Class::Binary(Threshold::Randomised) => "randomised",
        other => other.name(),
    }
}

/// Seconds of the processor that this thread has had where the system tells them (Linux), else of
/// the clock: on a busy machine the clock says little.
struct Clock(Instant, Option<f64>);

impl Clock {
    fn processor() -> Option<f64> {
        let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
        let nanoseconds: f64 = text.split_whitespace().next()?.parse().ok()?;
        Some(1e-9 * nanoseconds)
    }

    fn start() -> Self {
        Self(Instant::now(), Self::processor())
    }

    fn seconds(&self) -> f64 {
        match (self.1, Self::processor()) {
            (Some(start), Some(now)) => now - start,
            _ => self.0.elapsed().as_secs_f64(),
        }
    }
}

struct Row {
    model: usize,
    samples: u64,
    class: Class,
    width: Option<f64>,
    methods: String,
    /// Of the estimate, and of both.
    estimated: f64,
    seconds: f64,
    estimate: Option<f64>,
    ends: [Option<f64>; 2],
}

impl Row {
    fn line(&self) -> String {
        format!(
            "{},{},{},{:.1e},{},{:.2}s,{:.2}s,{:?},{:?}\n",
            self.model,
            self.samples,
            name(self.class),
            self.width.unwrap_or(f64::NAN),
            self.methods,
            self.estimated,
            self.seconds,
            self.estimate,
            self.ends,
        )
    }
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let mut number = |default: u64| {
        arguments
            .next()
            .and_then(|text| text.parse().ok())
            .unwrap_or(default)
    };
    let (models, seed) = (number(60) as usize, number(1));
    let rows_wanted = std::env::args().any(|argument| argument == "--rows");
    let list = |option: &str| {
        std::env::args()
            .skip_while(|argument| argument != option)
            .nth(1)
    };
    let only: Option<Vec<usize>> =
        list("--only").map(|list| list.split(',').filter_map(|i| i.parse().ok()).collect());
    let wanted = list("--classes");
    let classes: Vec<Class> = CLASSES
        .into_iter()
        .filter(|class| {
            let wanted = wanted.as_ref();
            wanted.is_none_or(|list| list.split(',').any(|asked| asked == name(*class)))
        })
        .collect();
    let mut draws = Draws::new(seed);
    let jobs: Vec<_> = (0..models)
        .map(|index| (index, draws.model(), draws.samples()))
        .filter(|(index, ..)| only.as_ref().is_none_or(|only| only.contains(index)))
        .collect();
    let rows: Vec<Row> = map_ordered(&jobs, |(index, (model, text), samples)| {
        let first_best = FirstBest::of(model).expect("an interior first best");
        if only.is_some() {
            print!("{text}");
        }
        let answer = |class: Class| {
            let start = Clock::start();
            let solved = class.solve(&first_best, *samples);
            let estimated = start.seconds();
            let bracket = bounds::bracket_of(&first_best, class, *samples, solved.as_ref().ok());
            let end = |end: Result<bounds::End, bounds::Missing>| match end {
                Ok(end) => end.method.name(),
                Err(missing) => missing.name(),
            };
            let row = Row {
                model: *index,
                samples: *samples,
                class,
                width: bracket.relative_width(),
                methods: format!("{} / {}", end(bracket.lower), end(bracket.upper)),
                estimated,
                seconds: start.seconds(),
                estimate: solved.ok().map(|solved| solved.gap.total()),
                ends: [bracket.lower(), bracket.upper()],
            };
            if rows_wanted {
                print!("{}", row.line());
            }
            row
        };
        classes
            .iter()
            .map(|class| answer(*class))
            .collect::<Vec<_>>()
    })
    .into_iter()
    .flatten()
    .collect();
    println!(
        "| class | n | asked | both ends | within 1e-4 | within 1e-2 | over 1 s | slowest, s |"
    );
    println!("|---|---|---|---|---|---|---|---|");
    for class in classes {
        let mut from = 0;
        for (to, range) in RANGES {
            let of: Vec<&Row> = rows
                .iter()
                .filter(|row| row.class == class && row.samples > from && row.samples <= to)
                .collect();
            from = to;
            let within = |most: f64| {
                of.iter()
                    .filter(|row| row.width.is_some_and(|w| w <= most))
                    .count()
            };
            println!(
                "| {} | {range} | {} | {} | {} | {} | {} | {:.1} |",
                name(class),
                of.len(),
                within(f64::INFINITY),
                within(1e-4),
                within(1e-2),
                of.iter().filter(|row| row.seconds > 1.0).count(),
                of.iter().map(|row| row.seconds).fold(0.0, f64::max),
            );
        }
    }
    let mut methods: BTreeMap<(&str, &str), [usize; 2]> = BTreeMap::new();
    for row in &rows {
        let count = methods.entry((name(row.class), &row.methods)).or_default();
        count[0] += 1;
        count[1] += usize::from(row.width.is_some_and(|width| width <= 1e-4));
    }
    println!("\n| class | below / above | brackets | within 1e-4 |");
    println!("|---|---|---|---|");
    for ((class, methods), [all, narrow]) in methods {
        println!("| {class} | {methods} | {all} | {narrow} |");
    }
}
