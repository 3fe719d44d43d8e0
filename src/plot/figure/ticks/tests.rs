use super::*;

fn labels(ticks: &Ticks) -> Vec<&str> {
    ticks
        .ticks
        .iter()
        .filter_map(|t| t.label.as_deref())
        .collect()
}

#[test]
fn every_length_of_log_axis_has_two_to_the_allowed_number_of_labels() {
    for tenths in 3..=150 {
        let span = f64::from(tenths) / 10.0;
        for start in [-12.03, -3.5, -0.2, 0.0, 1.77, 9.9] {
            for most in 3..=9 {
                let ticks = place(Scale::Log, (start, start + span), most, true);
                let count = labels(&ticks).len();
                assert!(
                    (2..=most).contains(&count),
                    "{count} labels of at most {most} on {start}+{span}: {:?}",
                    labels(&ticks)
                );
                for t in &ticks.ticks {
                    assert!(
                        (start - 1e-6..=start + span + 1e-6).contains(&t.at),
                        "{t:?} outside"
                    );
                }
                assert!(
                    ticks.ticks.windows(2).all(|w| w[0].at < w[1].at),
                    "repeated tick: {ticks:?}"
                );
            }
        }
    }
}

#[test]
fn log_labels_are_powers_of_ten_with_minor_ticks() {
    let ticks = place(Scale::Log, (2.0, 5.0), 6, true);
    assert_eq!(labels(&ticks), ["10^{2}", "10^{3}", "10^{4}", "10^{5}"]);
    assert_eq!(ticks.ticks.len(), 4 + 3 * 8);
    let ticks = place(Scale::Log, (-13.9, 1.1), 5, true);
    assert_eq!(
        labels(&ticks),
        ["10^{-12}", "10^{-9}", "10^{-6}", "10^{-3}", "10^{0}"]
    );
}

#[test]
fn long_log_axes_count_in_round_steps_with_few_minor_ticks() {
    // A gap from 1 to e^-180.
    let ticks = place(Scale::Log, (-78.3, 1.5), 6, true);
    assert_eq!(
        labels(&ticks),
        ["10^{-60}", "10^{-40}", "10^{-20}", "10^{0}"]
    );
    assert_eq!(ticks.ticks.len(), 16, "every fifth decade: {ticks:?}");
    // No multiple of a round step twice in reach: any step rather than one label.
    let ticks = place(Scale::Log, (-13.9, -6.8), 2, true);
    assert_eq!(labels(&ticks).len(), 2, "{ticks:?}");
}

#[test]
fn short_log_axes_have_round_values() {
    assert_eq!(
        labels(&place(Scale::Log, (0.0, 1.4), 6, true)),
        ["1", "2", "5", "10", "20"]
    );
    // log10 of 0.058 and 0.09
    assert_eq!(
        labels(&place(Scale::Log, (-1.2366, -1.0457), 5, true)),
        ["0.06", "0.07", "0.08", "0.09"]
    );
    assert_eq!(
        labels(&place(Scale::Log, (-8.0, -6.9), 6, true)),
        ["10^{-8}", "2×10^{-8}", "5×10^{-8}", "10^{-7}"]
    );
}

#[test]
fn linear_labels_are_exact_decimals() {
    assert_eq!(
        labels(&place(Scale::Linear, (0.0, 1.0), 6, true)),
        ["0", "0.2", "0.4", "0.6", "0.8", "1.0"]
    );
    assert_eq!(
        labels(&place(Scale::Linear, (-0.1, 0.1), 5, true)),
        ["−0.10", "−0.05", "0", "0.05", "0.10"]
    );
    let ticks = place(Scale::Linear, (0.0, 3.2e-8), 5, true);
    assert_eq!(
        (labels(&ticks), ticks.multiplier),
        (vec!["0", "1", "2", "3"], Some(-8))
    );
    let ticks = place(Scale::Linear, (0.0, 2.5e6), 6, true);
    assert_eq!(
        (labels(&ticks), ticks.multiplier),
        (vec!["0", "0.5", "1.0", "1.5", "2.0", "2.5"], Some(6))
    );
}

#[test]
fn any_range_ends_in_ticks_without_panic() {
    fn place_any(lo: f64, span: f64, most: u8, log: bool) -> bool {
        let scale = if log { Scale::Log } else { Scale::Linear };
        let (lo, hi) = if log {
            (lo % 300.0, lo % 300.0 + span.abs() % 300.0)
        } else {
            (lo, lo + span.abs())
        };
        let most = usize::from(most % 12);
        labels(&place(scale, (lo, hi), most, true)).len() <= most.max(2)
    }
    quickcheck::quickcheck(place_any as fn(f64, f64, u8, bool) -> bool);
}
