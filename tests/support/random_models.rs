//! Random models over the whole domain that a model file may describe, with the corners asked for
//! on purpose: first bests near 0 and 1, certain agreement, no outside option, exponents near 1,
//! little and much risk aversion.

use firstbest::input::Source;
use firstbest::model::Model;

/// Numbers of samples that are drawn from, small ones more often.
const SAMPLES: [u64; 24] = [
    1,
    1,
    2,
    3,
    5,
    8,
    10,
    13,
    20,
    50,
    80,
    101,
    150,
    200,
    300,
    400,
    1_000,
    3_000,
    5_000,
    10_000,
    100_000,
    1_000_000,
    10_000_000,
    100_000_000,
];

/// A stream of numbers that depends on its seed alone (Steele, Lea and Flood 2014, splitmix64).
pub struct Draws(u64);

impl Draws {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Uniform in (0, 1).
    pub fn unit(&mut self) -> f64 {
        ((self.next() >> 12) as f64 + 0.5) / (1_u64 << 52) as f64
    }

    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    /// Uniform in its logarithm.
    pub fn scaled(&mut self, low: f64, high: f64) -> f64 {
        self.between(low.ln(), high.ln()).exp()
    }

    pub fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[(self.unit() * from.len() as f64) as usize % from.len()]
    }

    pub fn samples(&mut self) -> u64 {
        self.pick(&SAMPLES)
    }

    /// A model that the loader accepts, with its file. Draws until there is one.
    pub fn model(&mut self) -> (Model, String) {
        loop {
            let text = self.text();
            let source = Source::from_text("random.toml", text.as_str());
            if let Ok(model) = Model::from_source(&source) {
                return (model, text);
            }
        }
    }

    fn text(&mut self) -> String {
        let minimum_wage: f64 = self.pick(&[0.0, 0.0, 0.0, 0.01, 0.1, 1.0]);
        // u(w_min) and h′, to place U0 and the first best.
        let (utility, minimum, marginal): (String, f64, Box<dyn Fn(f64) -> f64>) =
            match self.pick(&[0, 0, 1, 2]) {
                0 => {
                    let wide = self.between(0.05, 0.95);
                    let gamma = self.pick(&[wide, wide, wide, 0.5, 0.5, 0.99, 0.999]);
                    let k = 1.0 / gamma;
                    (
                        format!("family = \"power\"\ngamma = {gamma:?}"),
                        minimum_wage.powf(gamma),
                        Box::new(move |v: f64| k * v.powf(k - 1.0)),
                    )
                }
                1 => {
                    let r = self.scaled(1e-3, 5.0);
                    (
                        format!("family = \"cara\"\nrisk_aversion = {r:?}"),
                        -(-r * minimum_wage).exp_m1() / r,
                        Box::new(move |v: f64| 1.0 / (1.0 - r * v)),
                    )
                }
                _ => {
                    let scale = self.scaled(0.02, 50.0);
                    (
                        format!("family = \"log\"\nscale = {scale:?}"),
                        (minimum_wage / scale).ln_1p(),
                        Box::new(move |v: f64| scale * v.exp()),
                    )
                }
            };
        let wide = self.between(0.05, 0.99);
        let kappa = self.pick(&[wide, wide, wide, 0.02, 0.98, 0.999, 1.0]);
        let scheme = self.pick(&["expert", "expert", "self-consistency", "polynomial"]);
        let exponents = if scheme == "self-consistency" {
            [2.0, 2.0, 3.0, 10.0]
        } else {
            [1.01, 1.5, 3.0, 10.0]
        };
        let exponent = match self.pick(&[0, 0, 1]) {
            0 => self.between(f64::max(exponents[0], 1.2), 4.0),
            _ => self.pick(&exponents),
        };
        let monitoring = if scheme == "polynomial" {
            let (a, b) = (self.between(0.05, 0.6), self.between(0.0, 1.0));
            let rest = self.pick(&[0.98, 0.9, 0.6]) - a;
            format!(
                "coefficients = [{a:?}, {:?}, {:?}]",
                rest * b,
                rest * (1.0 - b)
            )
        } else {
            format!("kappa = {kappa:?}")
        };
        let scale = self.scaled(0.02, 2.0);
        let option = self.pick(&[0.0, 1e-3, 0.3]) * self.between(0.5, 1.5);
        let reservation = minimum + option;
        let inside = self.between(0.1, 0.9);
        let effort = self.pick(&[inside, inside, inside, 0.01, 0.04, 0.97, 0.998]);
        let price = marginal(reservation + scale * effort.powf(exponent))
            * scale
            * exponent
            * effort.powf(exponent - 1.0);
        let value = match self.pick(&[0, 0, 0, 1, 2]) {
            0 => format!("slope = {price:?}"),
            1 => format!(
                "family = \"quadratic\"\nslope = {:?}\ncurvature = {:?}",
                price / (1.0 - 0.5 * effort),
                0.5 * price / (1.0 - 0.5 * effort)
            ),
            _ => format!(
                "family = \"power\"\nexponent = 0.7\nslope = {:?}",
                price / (0.7 * effort.powf(-0.3))
            ),
        };
        format!(
            "[utility]\n{utility}\nminimum_wage = {minimum_wage:?}\n[cost]\nscale = {scale:?}\nexponent = {exponent:?}\n[monitoring]\nscheme = \"{scheme}\"\n{monitoring}\n[value]\n{value}\n[reservation]\nutility = {reservation:?}\n"
        )
    }
}
