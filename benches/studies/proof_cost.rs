//! What proof costs: for every committed instance, class of contracts and number of samples the
//! time of the estimate, that of its bracket, their ratio, the bracket's relative width, and the
//! numbers themselves.
//!
//! `cargo run --release --example proof_cost [-- MODEL…] [--class NAME] [--most SAMPLES | --samples
//! LIST]`; times are the least of three runs where those are short. `--samples 20,100` replaces the
//! powers of ten up to 10^12.

use firstbest::bounds;
use firstbest::contract::{Class, FirstBest, Threshold};
use firstbest::model::Model;
use std::error::Error;
use std::path::PathBuf;
use std::time::Instant;

/// Runs of a measurement, unless one takes long.
const RUNS: usize = 3;

/// Seconds beyond which one run tells enough.
const LONG: f64 = 0.5;

/// Seconds of the quickest run, and what it computed.
fn timed<T>(mut f: impl FnMut() -> T) -> (f64, T) {
    let mut best = f64::INFINITY;
    let mut value = None;
    for _ in 0..RUNS {
        let start = Instant::now();
        value = Some(f());
        best = best.min(start.elapsed().as_secs_f64());
        if best > LONG {
            break;
        }
    }
    (best, value.expect("at least one run"))
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (mut models, mut only, mut most) = (Vec::new(), None, 1_000_000_000_000_u64);
    let mut listed: Option<Vec<u64>> = None;
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--class" => only = arguments.next(),
            "--most" => most = arguments.next().ok_or("--most wants a number")?.parse()?,
            "--samples" => {
                let list = arguments.next().ok_or("--samples wants a list")?;
                listed = Some(list.split(',').map(str::parse).collect::<Result<_, _>>()?);
            }
            path => models.push(PathBuf::from(path)),
        }
    }
    if models.is_empty() {
        models = std::fs::read_dir("figures/models")?
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<Result<_, _>>()?;
        models.sort();
    }
    let samples = listed.unwrap_or_else(|| {
        (1..)
            .map(|decade| 10_u64.pow(decade))
            .take_while(|samples| *samples <= most)
            .collect()
    });
    println!(
        "model,class,samples,estimate_seconds,bracket_seconds,ratio,relative_width,estimate,lower,upper"
    );
    for path in &models {
        let model = Model::read(path)?;
        let first_best = FirstBest::of(&model)?;
        for class in [
            Class::Binary(Threshold::Deterministic),
            Class::Linear,
            Class::General,
        ] {
            if only.as_deref().is_some_and(|name| name != class.name()) {
                continue;
            }
            for &samples in &samples {
                let (estimate_time, estimate) = timed(|| class.solve(&first_best, samples));
                let estimate = estimate?;
                let (time, bracket) = timed(|| bounds::bracket(&first_best, class, &estimate));
                let (lower, upper) = (bracket.lower(), bracket.upper());
                let width = match (lower, upper) {
                    (Some(lower), Some(upper)) => format!("{:.1e}", (upper - lower) / upper),
                    (_, Some(_)) => "no lower end".to_owned(),
                    (_, None) => "none".to_owned(),
                };
                let end = |end: Option<f64>| end.map_or(String::new(), |end| format!("{end:e}"));
                println!(
                    "{},{},{samples},{estimate_time:.2e},{time:.2e},{:.0},{width},{:e},{},{}",
                    path.file_stem().unwrap_or_default().display(),
                    class.name(),
                    time / estimate_time,
                    estimate.gap.total(),
                    end(lower),
                    end(upper),
                );
            }
        }
    }
    Ok(())
}
