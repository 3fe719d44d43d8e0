//! Coverage of the efforts' 95% intervals over effort, κ and sample size, as CSV.
//!
//! `cargo run --release --example effort_coverage > paper/data/effort_coverage.csv`; with `known`,
//! `expert` or `both` behind it only those rows: κ known, κ estimated and effort by the expert, by
//! repeats and expert together.

#[path = "coverage_settings.rs"]
mod coverage_settings;

use coverage_settings::SETTINGS;
use firstbest::annotation::basis::{Basis, Scheme};
use firstbest::annotation::coverage::with_kappa_estimated;
use firstbest::annotation::coverage::with_kappa_known;
use firstbest::annotation::coverage::{Coverage, Setting};
use firstbest::annotation::interval::Binomial;

const ANNOTATORS: usize = 4000;

fn main() {
    let only = std::env::args().nth(1);
    let wanted = |part: &str| only.as_deref().is_none_or(|only| only == part);
    println!(
        "kappa_is,scheme,effort,kappa,samples,interval,annotators,coverage,standard_error,mean_width"
    );
    for (effort, kappa, samples) in SETTINGS {
        for scheme in [Scheme::Expert, Scheme::SelfConsistency] {
            if !wanted("known") {
                continue;
            }
            let setting = Setting {
                scheme,
                effort,
                kappa,
                samples,
            };
            for interval in [Binomial::Exact, Binomial::MidP] {
                let c = with_kappa_known(setting, interval, ANNOTATORS, 0.95, 1);
                row("known", scheme.name(), name(interval), &c);
            }
        }
        // From the same file: slower, since every file is assessed whole.
        let setting = Setting {
            scheme: Scheme::Expert,
            effort,
            kappa,
            samples,
        };
        if samples <= 200 && wanted("expert") {
            for interval in [Binomial::Exact, Binomial::MidP] {
                let c = with_kappa_estimated(setting, Basis::Expert, interval, 2000, 0.95, 2);
                row("estimated", Basis::Expert.name(), name(interval), &c);
            }
        }
        if !wanted("both") {
            continue;
        }
        // Limits by profile likelihood: no binomial limits come in.
        let c = with_kappa_estimated(setting, Basis::Both, Binomial::Exact, 2000, 0.95, 2);
        row("estimated", Basis::Both.name(), "profile", &c);
    }
}

fn name(interval: Binomial) -> &'static str {
    match interval {
        Binomial::Exact => "exact",
        Binomial::MidP => "mid-p",
    }
}

fn row(kappa: &str, scheme: &str, interval: &str, c: &Coverage) {
    let s = c.setting;
    println!(
        "{kappa},{scheme},{},{},{},{interval},{},{:.4},{:.4},{:.4}",
        s.effort, s.kappa, s.samples, c.annotators, c.share, c.standard_error, c.width
    );
}
