use crate::rates::observation::FLOOR_FACTOR;
use crate::rates::{LogObservation, Observation, RatesError, Series};

fn one(samples: f64, gap: f64, error: f64) -> Result<Series, RatesError> {
    Series::new([Observation {
        samples,
        gap,
        error,
    }])
}

#[test]
fn a_floor_is_refused_with_its_numbers() {
    // At n = 50 the gap is 6.22e-11 and a solver says 2.3e-7: its error is all there is.
    let refused = one(50.0, 2.3e-7, 2.3e-7).unwrap_err();
    assert_eq!(
        refused,
        RatesError::Floor {
            samples: 50.0,
            gap: 2.3e-7,
            error: 2.3e-7,
            factor: FLOOR_FACTOR
        }
    );
    assert!(refused.to_string().contains("n = 50"));
    assert!(one(50.0, 1.0, 1.0 / FLOOR_FACTOR).is_ok());
    assert!(one(50.0, 1.0, 1.001 / FLOOR_FACTOR).is_err());
    for error in [f64::NAN, -1e-9, f64::INFINITY] {
        assert!(matches!(
            one(50.0, 1.0, error),
            Err(RatesError::Floor { .. })
        ));
    }
}

#[test]
fn what_has_no_logarithm_is_refused() {
    for gap in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        assert!(matches!(
            one(50.0, gap, 0.0),
            Err(RatesError::NotPositive { .. })
        ));
    }
    for samples in [1.0, 0.0, -3.0, f64::NAN, f64::INFINITY] {
        assert!(matches!(
            one(samples, 1.0, 0.0),
            Err(RatesError::NotPositive { .. })
        ));
    }
}

#[test]
fn logarithms_reach_below_the_range_of_doubles() {
    let at = |samples: f64, log_gap: f64, error: f64| {
        Series::from_logs([LogObservation {
            samples,
            log_gap,
            error,
        }])
    };
    assert!(at(2e4, -1000.0, 1e-8).is_ok());
    assert!(matches!(
        at(2e4, -1000.0, 0.06),
        Err(RatesError::Floor { .. })
    ));
    assert!(matches!(
        at(2e4, f64::NAN, 0.0),
        Err(RatesError::NotPositive { .. })
    ));
}
