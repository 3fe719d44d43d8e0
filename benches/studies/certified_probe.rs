use firstbest::contract::{Class, FirstBest, Threshold, certified};
use firstbest::model::Model;
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let model = Model::read(std::path::Path::new(&args[1])).unwrap();
    let class = match args[2].as_str() {
        "binary" => Class::Binary(Threshold::Deterministic),
        "randomised" => Class::Binary(Threshold::Randomised),
        "linear" => Class::Linear,
        _ => Class::General,
    };
    let fb = FirstBest::of(&model).unwrap();
    for n in args[3..].iter() {
        let n = n.parse::<f64>().unwrap() as u64;
        let t0 = std::time::Instant::now();
        let c = match class.solve(&fb, n) {
            Ok(c) => c,
            Err(e) => {
                println!("{n}: {e}");
                continue;
            }
        };
        let t1 = std::time::Instant::now();
        let b = certified::bracket(&fb, class, &c);
        let t2 = std::time::Instant::now();
        let g = c.gap.total();
        match b {
            Some(b) => println!(
                "{n:>16} {g:.12e} lower {:?} rel {:+.2e} upper {:.12e} rel {:+.2e}  float {:.1}ms cert {:.1}ms",
                b.lower,
                b.lower.map_or(f64::NAN, |l| (l - g) / g),
                b.upper,
                (b.upper - g) / g,
                (t1 - t0).as_secs_f64() * 1e3,
                (t2 - t1).as_secs_f64() * 1e3
            ),
            None => println!(
                "{n:>16} {g:.12e} NOT CERTIFIED float {:.1}ms cert {:.1}ms",
                (t1 - t0).as_secs_f64() * 1e3,
                (t2 - t1).as_secs_f64() * 1e3
            ),
        }
    }
}
