use firstbest::{contract::*, model::Model};
fn main() {
    let model = Model::read(std::path::Path::new("figures/models/a.toml")).unwrap();
    let fb = FirstBest::of(&model).unwrap();
    println!(
        "{} {} kbin {} klin {}",
        fb.effort(),
        fb.payoff(),
        constants::binary(&fb),
        constants::linear(&fb)
    );
    for n in std::env::args().skip(1) {
        let n: u64 = n.parse::<f64>().unwrap() as u64;
        for class in [
            Class::Linear,
            Class::General,
            Class::Binary(Threshold::Randomised),
            Class::Binary(Threshold::Deterministic),
        ] {
            let t = std::time::Instant::now();
            match class.solve(&fb, n) {
                Ok(s) => println!(
                    "{n:e} {:?} gap {:.10e} prem {:.4e} rent {:.2e} loss {:.4e} eta {} {:?} {:?}",
                    class,
                    s.gap.total(),
                    s.gap.premium,
                    s.gap.rent,
                    s.gap.effort_loss,
                    s.point.effort,
                    s.terms,
                    t.elapsed()
                ),
                Err(e) => println!("{n} {class:?} {e}"),
            }
        }
    }
}
