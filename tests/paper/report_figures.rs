//! Figures from descriptions: every feature drawn, the same bytes each time, faults named.
//!
//! The pictures are left in Cargo's folder for tests' files (`target/tmp`) to be looked at.

use std::path::Path;

use firstbest::plot::figure::{
    Axis, Band, Bracket, Brackets, Drawing, Figure, FigureError, Legend, Line, Panel, Points,
    Reference, Width, Words,
};
use firstbest::plot::style::{BAND_TINT, Dash, Ink, Marker};

type Outcome = Result<(), Box<dyn std::error::Error>>;

/// `count` numbers evenly spread by logarithm.
fn log_grid(from: f64, to: f64, count: usize) -> Vec<f64> {
    let (a, b) = (libm::log10(from), libm::log10(to));
    let step = (b - a) / (count - 1) as f64;
    (0..count)
        .map(|k| libm::exp10(a + step * k as f64))
        .collect()
}

/// A made-up curve that looks like a gap: c/√(n log n) times a factor that falls to 1.
fn gap(n: f64, bend: f64) -> f64 {
    let l = libm::log(n);
    0.058 / (n * l).sqrt() * (1.0 + bend / l)
}

/// Points, a theory line and a refined curve over many decades, with a legend.
fn rates() -> Figure {
    let coarse = log_grid(1e2, 1e14, 13);
    let fine = log_grid(1e2, 1e14, 121);
    let panel = Panel::new(
        Axis::log("monitored samples $n$"),
        Axis::log("gap $Δ_n$ to first best"),
    )
    .line(
        Line::new("$K_bin/√{n log n}$", fine.iter().map(|&n| (n, gap(n, 0.0))))
            .ink(Ink::Vermilion)
            .dash(Dash::Dashed),
    )
    .line(
        Line::new(
            "refined, $M(z)^{-1}$ for $√{log n}$",
            fine.iter().map(|&n| (n, gap(n, 1.9))),
        )
        .ink(Ink::Blue),
    )
    .line(
        Line::new("$n^{-1/2}$", fine.iter().map(|&n| (n, 0.03 / n.sqrt())))
            .ink(Ink::Grey)
            .dash(Dash::Dotted),
    )
    .points(Points::new(
        "computed",
        coarse.iter().map(|&n| (n, gap(n, 2.0))),
    ));
    Figure::new("Gap of binary contracts", Width::OneColumn).panel(panel)
}

/// Scaled gap with brackets against a constant.
fn scaled() -> Figure {
    let brackets = log_grid(1e2, 1e14, 13).into_iter().map(|n| {
        let estimate = 0.058 * (1.0 + 2.0 / libm::log(n));
        let spread = 0.12 / libm::log10(n);
        Bracket {
            x: n,
            estimate,
            lower: estimate * (1.0 - spread),
            upper: estimate * (1.0 + spread),
        }
    });
    let refined = log_grid(1e2, 1e14, 60)
        .into_iter()
        .map(|n| (n, 0.058 * (1.0 + 1.9 / libm::log(n))));
    let panel = Panel::new(
        Axis::log("monitored samples $n$"),
        Axis::linear("$√{n log n}·Δ_n$").including(0.05),
    )
    .line(Line::new("refined formula", refined).ink(Ink::Blue))
    .brackets(Brackets::new("certified bracket", brackets))
    .horizontal(
        Reference::at(0.058)
            .label("$K_bin = 0.0580$")
            .ink(Ink::Vermilion)
            .dash(Dash::Dashed),
    );
    Figure::new("Scaled gap", Width::OneColumn)
        .panel(panel)
        .note("Model A ($u = √w$, $κ_e = 0.8$); brackets enclose the gap, the curve is the refined formula at finite $n$.")
}

/// Two panels: lines labelled at their ends, a band, a crossing; bars of simulation on linear axes.
fn panels() -> Figure {
    let grid = log_grid(1e1, 1e6, 41);
    let left = Panel::new(Axis::log("samples $n$"), Axis::log("gap $Δ_n$"))
        .title("three classes of contracts")
        .band(Band::new("", grid.iter().map(|&n| (n, 0.1 / n, 0.5 / n))).ink(Ink::Sky))
        .line(Line::new("binary", grid.iter().map(|&n| (n, gap(n, 2.0)))).labelled_at_end())
        .line(Line::new("linear", grid.iter().map(|&n| (n, 0.257 / n))).labelled_at_end())
        .line(Line::new("general", grid.iter().map(|&n| (n, 0.252 / (n + 2.0)))).labelled_at_end())
        .vertical(Reference::at(120.0).label("$n*$").dash(Dash::Dotted));
    let bars = |shift: f64, factor: f64| {
        (1..=9).map(move |k| {
            let x = f64::from(k) / 10.0;
            let y = factor * x * x;
            Bracket {
                x: x + shift,
                estimate: y,
                lower: y - 0.04,
                upper: y + 0.05,
            }
        })
    };
    let curve = |factor: f64| {
        (0..=50).map(move |k| (f64::from(k) / 50.0, factor * f64::from(k * k) / 2500.0))
    };
    let right = Panel::new(
        Axis::linear("effort $η$").range(0.0, 1.0),
        Axis::linear("information $I(η)$"),
    )
    .title("simulated and exact")
    .line(Line::new("self-consistency", curve(0.9)))
    .brackets(Brackets::new("self-consistency", bars(0.0, 0.9)).open())
    .line(Line::new("expert", curve(0.5)))
    .brackets(Brackets::new("expert", bars(0.015, 0.5)).marker(Marker::Square));
    Figure::new("Two panels", Width::TwoColumns)
        .panel(left)
        .panel(right)
}

/// Every marker and dash; data everywhere, so that the legend must go above; powers of ten beside
/// the axes.
fn crowded() -> Figure {
    let markers = [
        Marker::Circle,
        Marker::Square,
        Marker::Triangle,
        Marker::Diamond,
        Marker::TriangleDown,
        Marker::Cross,
    ];
    let mut panel = Panel::new(
        Axis::linear("$x$"),
        Axis::linear("premium $h″(ū)·c′(η*)^2$"),
    );
    for (k, marker) in markers.into_iter().enumerate() {
        let offset = k as f64;
        let points = (0..12).map(move |j| {
            (
                1e6 * f64::from(j),
                1e-8 * (offset + 0.9 * libm::sin(f64::from(j))),
            )
        });
        panel = panel.points(Points::new(format!("series {}", k + 1), points).marker(marker));
    }
    for (k, dash) in [Dash::Solid, Dash::Dashed, Dash::Dotted, Dash::DashDot]
        .into_iter()
        .enumerate()
    {
        let height = 1e-8 * (k as f64 + 0.5);
        panel = panel.line(
            Line::new(format!("line {}", k + 1), [(0.0, height), (1.1e7, height)]).dash(dash),
        );
    }
    Figure::new("Crowded", Width::OneColumn)
        .panel(panel)
        .height(3.0)
}

/// Axes from a third of a decade to fifteen, values that differ in the fourth digit, regions, and a
/// legend between.
fn extremes() -> Figure {
    let steep = log_grid(1.3e3, 2.6e3, 9)
        .into_iter()
        .map(|n| (n, libm::pow(n / 1.3e3, -50.0)));
    let short = Panel::new(Axis::log("samples $n$"), Axis::log("gap $Δ_n$"))
        .title("short against long")
        .points(
            Points::new("", steep)
                .open()
                .ink(Ink::Blue)
                .marker(Marker::Diamond),
        );
    let flat = [
        (200.0, 0.256_619_4),
        (1e3, 0.257_311_2),
        (5e3, 0.257_467_5),
        (1e5, 0.257_503),
    ];
    let linear = Panel::new(Axis::log("samples $n$"), Axis::linear("$n Δ_n$"))
        .title("fourth digit")
        .points(Points::new("linear", flat))
        .points(
            Points::new("general", flat.map(|(n, y)| (n, y - 0.2 / n)))
                .marker(Marker::Square)
                .open(),
        )
        .horizontal(
            Reference::at(0.257_507_2)
                .label("$K_lin$")
                .ink(Ink::Vermilion)
                .dash(Dash::Dashed),
        );
    let crossover = |k: i32| {
        let t = f64::from(k) / 40.0;
        (t, t.sqrt())
    };
    let map = Panel::new(
        Axis::linear("$κ_e/κ_s$").range(0.0, 1.0),
        Axis::linear("effort $η$").range(0.0, 1.0),
    )
    .title("who wins")
    .band(Band::new("", (0..=40).map(crossover).map(|(x, y)| (x, 0.0, y))).ink(Ink::Orange))
    .band(Band::new("", (0..=40).map(crossover).map(|(x, y)| (x, y, 1.0))).ink(Ink::Sky))
    .line(Line::new("", (0..=40).map(crossover)).ink(Ink::Black))
    .words(Words::at(0.65, 0.3, "expert"))
    .words(Words::at(0.26, 0.8, "self-consistency"))
    .points(
        Points::new("data sets", [(0.8, 0.55), (0.4, 0.9)])
            .ink(Ink::Black)
            .marker(Marker::Triangle),
    )
    .legend(Legend::Above);
    Figure::new("Extremes", Width::TwoColumns)
        .panel(short)
        .panel(linear)
        .panel(map)
}

fn gallery() -> [(&'static str, Figure); 5] {
    [
        ("rates", rates()),
        ("scaled", scaled()),
        ("panels", panels()),
        ("crowded", crowded()),
        ("extremes", extremes()),
    ]
}

fn bytes(drawing: &Drawing) -> Result<(String, Vec<u8>, Vec<u8>), FigureError> {
    Ok((drawing.svg(), drawing.pdf(), drawing.png(200.0)?))
}

#[test]
fn the_gallery_is_drawn() -> Outcome {
    for (stem, figure) in gallery() {
        let written = figure
            .draw()?
            .write(Path::new(env!("CARGO_TARGET_TMPDIR")), stem)?;
        assert_eq!(written.len(), 3);
    }
    Ok(())
}

#[test]
fn the_same_description_gives_the_same_bytes_on_any_number_of_threads() -> Outcome {
    use rayon::prelude::*;
    let serial: Vec<_> = gallery()
        .iter()
        .map(|(_, f)| bytes(&f.draw()?))
        .collect::<Result<_, FigureError>>()?;
    for threads in [1, 2] {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()?;
        let drawn: Vec<_> = pool.install(|| {
            let figures = gallery();
            figures
                .par_iter()
                .map(|(_, f)| bytes(&f.draw()?))
                .collect::<Result<_, FigureError>>()
        })?;
        assert!(drawn == serial, "bytes differ with {threads} threads");
    }
    Ok(())
}

#[test]
fn the_three_formats_are_what_they_say_and_hold_nothing_of_the_moment() -> Outcome {
    let drawing = scaled().draw()?;
    let (svg, pdf, png) = bytes(&drawing)?;
    assert!(svg.contains("width=\"234pt\"") && svg.ends_with("</svg>\n"));
    assert!(
        svg.contains("aria-label=\"√(n log n)·Δ_n\""),
        "words are kept as labels"
    );
    assert!(
        !svg.contains("<text") && !svg.contains("font"),
        "lettering must be outlines"
    );
    assert!(!svg.contains("NaN") && !svg.contains("inf"));
    let text = String::from_utf8_lossy(&pdf);
    assert!(
        text.starts_with("%PDF-1.5") && text.contains("/MediaBox [0 0 234 176.4]"),
        "{}",
        &text[..200]
    );
    assert!(!text.contains("Date") && !text.contains("/ID"));
    assert_eq!(png[1..4], *b"PNG");
    // 3.25 in at 200 dots per inch.
    assert_eq!(png[16..20], 650_u32.to_be_bytes());
    Ok(())
}

#[test]
fn frames_say_where_values_lie() -> Outcome {
    let drawing = panels().draw()?;
    let [left, right] = drawing.frames() else {
        return Err("two panels have two frames".into());
    };
    assert!(left.x.to < right.x.from && left.y.from > left.y.to);
    assert_eq!((right.x.lo, right.x.hi), (0.0, 1.0));
    Ok(())
}

#[test]
fn no_lettering_leaves_the_page() -> Outcome {
    use firstbest::plot::path::Segment;
    for (stem, figure) in gallery() {
        let drawing = figure.draw()?;
        let scene = drawing.scene();
        for shape in &scene.shapes {
            for segment in &shape.path.0 {
                let (Segment::Move(p) | Segment::Line(p) | Segment::Cubic(_, _, p)) = *segment
                else {
                    continue;
                };
                let inside =
                    (0.0..=scene.width).contains(&p.0) && (0.0..=scene.height).contains(&p.1);
                assert!(inside, "{stem}: {:?} reaches {p:?}", shape.text);
            }
        }
    }
    Ok(())
}

#[test]
fn lines_and_bands_end_at_the_axes() -> Outcome {
    use firstbest::plot::path::Segment;
    let wave: Vec<(f64, f64)> = (0..=200)
        .map(|k| f64::from(k) / 10.0 - 10.0)
        .map(|x| (x, 3.0 * libm::sin(x)))
        .collect();
    let band = wave.iter().map(|&(x, y)| (x, y - 1.0, y + 1.0));
    let panel = Panel::new(
        Axis::linear("").range(-2.0, 5.0),
        Axis::linear("").range(-2.0, 1.5),
    )
    .band(Band::new("", band))
    .line(Line::new("", wave.clone()));
    let drawing = one(panel)?;
    let frame = drawing.frames()[0];
    let colours = [Ink::Black.rgb().tint(BAND_TINT), Ink::Blue.rgb()];
    let mut reached = (f64::INFINITY, f64::NEG_INFINITY);
    for shape in &drawing.scene().shapes {
        let ink = shape.fill.or(shape.stroke.as_ref().map(|s| s.ink));
        if !ink.is_some_and(|ink| colours.contains(&ink)) {
            continue;
        }
        for segment in &shape.path.0 {
            if let Segment::Move((x, y)) | Segment::Line((x, y)) = *segment {
                // The canvas rounds to a hundredth of a point.
                assert!(
                    (frame.x.from - 0.011..=frame.x.to + 0.011).contains(&x),
                    "{x}"
                );
                assert!(
                    (frame.y.to - 0.011..=frame.y.from + 0.011).contains(&y),
                    "{y}"
                );
                reached = (reached.0.min(y), reached.1.max(y));
            }
        }
    }
    // The wave goes beyond both ends, so what is left must reach them.
    assert!((reached.0 - frame.y.to).abs() < 0.011 && (reached.1 - frame.y.from).abs() < 0.011);
    Ok(())
}

#[test]
fn series_of_one_name_are_one_entry_and_look_alike() -> Outcome {
    let data = [(1.0, 1.0), (2.0, 3.0)];
    let panel = Panel::new(Axis::linear(""), Axis::linear(""))
        .points(Points::new("other", [(1.5, 1.0)]))
        .line(Line::new("computed", data))
        .points(Points::new("computed", data).ink(Ink::Green));
    let drawing = one(panel)?;
    let shapes = &drawing.scene().shapes;
    let entries = shapes
        .iter()
        .filter(|s| s.text.as_deref() == Some("computed"));
    assert_eq!(entries.count(), 1);
    let green = Some(Ink::Green.rgb());
    // Line and two points, each also as the legend's sample.
    assert_eq!(
        shapes
            .iter()
            .filter(|s| s.stroke.as_ref().map(|s| s.ink) == green)
            .count(),
        2
    );
    assert_eq!(shapes.iter().filter(|s| s.fill == green).count(), 3);
    Ok(())
}

#[test]
fn legends_cover_no_data() -> Outcome {
    // A cloud that leaves one corner free, each corner in turn: the legend must go there; a full
    // one: above.
    let cloud = |skip: Option<(i32, i32)>| {
        (0..400).filter_map(move |k| {
            let (i, j) = (k % 20, k / 20);
            let free = skip.is_some_and(|(a, b)| (i - a).abs() < 10 && (j - b).abs() < 5);
            (!free).then(|| (f64::from(i), f64::from(j)))
        })
    };
    for (skip, above) in [
        (Some((0, 0)), false),
        (Some((19, 0)), false),
        (Some((0, 19)), false),
        (Some((19, 19)), false),
        (None, true),
    ] {
        let panel = Panel::new(Axis::linear("$x$"), Axis::linear("$y$"))
            .points(Points::new("cloud", cloud(skip)));
        let drawing = Figure::new("Cloud", Width::OneColumn).panel(panel).draw()?;
        let frame = drawing.frames()[0];
        let word = drawing
            .scene()
            .shapes
            .iter()
            .find(|s| s.text.as_deref() == Some("cloud"));
        let y = word
            .and_then(|s| s.path.end())
            .ok_or("the legend has its word")?
            .1;
        assert_eq!(y < frame.y.to, above, "{skip:?}");
    }
    Ok(())
}

#[test]
fn crowded_panels_share_one_strip_above_the_figure() -> Outcome {
    // Both panels are full; what both show is listed once, what one shows under its letter.
    let full = || (0..400).map(|k| (f64::from(k % 20), f64::from(k / 20)));
    let panel = |more: bool| {
        let panel = Panel::new(Axis::linear("$x$"), Axis::linear("$y$"))
            .points(Points::new("cloud", full()));
        if more {
            panel.points(Points::new("more", [(3.5, 3.5)]))
        } else {
            panel
        }
    };
    let drawing = Figure::new("Two clouds", Width::TwoColumns)
        .panel(panel(false))
        .panel(panel(true))
        .draw()?;
    let places = |words: &str| -> Vec<f64> {
        let shapes = drawing.scene().shapes.iter();
        let of_words = shapes.filter(|shape| shape.text.as_deref() == Some(words));
        of_words
            .filter_map(|shape| shape.path.end())
            .map(|end| end.1)
            .collect()
    };
    // Letters: one above each panel, and one before the entry that is the right panel's alone.
    for (words, count) in [("cloud", 1), ("more", 1), ("(a)", 1), ("(b)", 2)] {
        assert_eq!(places(words).len(), count, "{words}");
    }
    let top = drawing.frames()[0].y.to;
    assert!(places("cloud")[0] < places("more")[0] && places("more")[0] < top);
    Ok(())
}

fn one(panel: Panel) -> Result<Drawing, FigureError> {
    Figure::new("t", Width::OneColumn).panel(panel).draw()
}

fn empty() -> Panel {
    Panel::new(Axis::log("$n$"), Axis::log("gap"))
}

#[test]
fn faults_are_typed_and_name_their_place() {
    let line = |points: Vec<(f64, f64)>| one(empty().line(Line::new("theory", points)));
    let bracket = |estimate, lower, upper| {
        let x = 1.0;
        one(empty().brackets(Brackets::new(
            "b",
            [Bracket {
                x,
                estimate,
                lower,
                upper,
            }],
        )))
    };
    type Check = fn(&FigureError) -> bool;
    let cases: Vec<(Result<Drawing, FigureError>, Check, &str)> = vec![
        (
            Figure::new("t", Width::OneColumn).draw(),
            |e| matches!(e, FigureError::NoPanel { .. }),
            "no panel",
        ),
        (
            one(empty()),
            |e| matches!(e, FigureError::EmptyPanel { .. }),
            "nothing to draw",
        ),
        (
            line(vec![]),
            |e| matches!(e, FigureError::EmptySeries { .. }),
            "no data",
        ),
        (
            line(vec![(1.0, 1.0)]),
            |e| matches!(e, FigureError::EmptySeries { .. }),
            "two positions",
        ),
        (
            line(vec![(1.0, 1.0), (2.0, f64::NAN)]),
            |e| matches!(e, FigureError::NotFinite { index: 1, .. }),
            "\"theory\"",
        ),
        (
            line(vec![(1.0, f64::INFINITY), (2.0, 1.0)]),
            |e| matches!(e, FigureError::NotFinite { index: 0, .. }),
            "inf",
        ),
        (
            line(vec![(1.0, 1.0), (0.0, 1.0)]),
            |e| matches!(e, FigureError::NotPositive { index: 1, .. }),
            "logarithmic",
        ),
        (
            line(vec![(1.0, 1.0), (2.0, -1.0)]),
            |e| matches!(e, FigureError::NotPositive { .. }),
            "-1",
        ),
        (
            bracket(1.0, 2.0, 0.5),
            |e| matches!(e, FigureError::Inverted { .. }),
            "2 ≤ 1 ≤ 0.5",
        ),
        (
            bracket(3.0, 1.0, 2.0),
            |e| matches!(e, FigureError::Inverted { .. }),
            "1 ≤ 3 ≤ 2",
        ),
        (
            bracket(1.0, 0.0, 2.0),
            |e| matches!(e, FigureError::NotPositive { .. }),
            "positive",
        ),
        (
            one(empty().band(Band::new("w", [(1.0, 2.0, 1.0), (2.0, 1.0, 2.0)]))),
            |e| matches!(e, FigureError::Inverted { index: 0, .. }),
            "\"w\"",
        ),
        (
            one(empty()
                .points(Points::new("p", [(1.0, 1.0)]))
                .horizontal(Reference::at(0.0))),
            |e| matches!(e, FigureError::NotPositive { .. }),
            "reference",
        ),
        (
            one(
                Panel::new(Axis::linear("x").range(1.0, 1.0), Axis::linear("y"))
                    .points(Points::new("p", [(1.0, 1.0)])),
            ),
            |e| matches!(e, FigureError::Range { .. }),
            "x axis",
        ),
        (
            one(
                Panel::new(Axis::linear("x").range(0.0, 1.0), Axis::linear("y"))
                    .points(Points::new("p", [(2.0, 1.0)])),
            ),
            |e| matches!(e, FigureError::Outside { .. }),
            "widen",
        ),
        (
            one(Panel::new(Axis::linear("{x"), Axis::linear("y"))
                .points(Points::new("p", [(1.0, 1.0)]))),
            |e| matches!(e, FigureError::Label(_)),
            "not closed",
        ),
        (
            one(Panel::new(Axis::linear("数"), Axis::linear("y"))
                .points(Points::new("p", [(1.0, 1.0)]))),
            |e| matches!(e, FigureError::Typeset(_)),
            "glyph",
        ),
        (
            Figure::new("t", Width::OneColumn)
                .height(0.5)
                .panel(empty().points(Points::new("p", [(1.0, 1.0)])))
                .draw(),
            |e| matches!(e, FigureError::TooSmall { .. }),
            "larger",
        ),
        (
            Figure::new("t", Width::OneColumn)
                .height(f64::NAN)
                .panel(empty().points(Points::new("p", [(1.0, 1.0)])))
                .draw(),
            |e| matches!(e, FigureError::TooSmall { .. }),
            "t",
        ),
    ];
    for (k, (result, fits, word)) in cases.into_iter().enumerate() {
        match result {
            Ok(_) => panic!("case {k} ({word}) was drawn"),
            Err(e) => assert!(
                fits(&e) && e.to_string().contains(word),
                "case {k}: {e:?}: {e}"
            ),
        }
    }
}

#[test]
fn an_unwritable_folder_is_named() -> Outcome {
    let dir = tempfile::tempdir()?;
    let taken = dir.path().join("figures");
    std::fs::write(&taken, b"a file where the folder should be")?;
    match rates().draw()?.write(&taken, "t5") {
        Err(e) => assert!(e.to_string().contains("figures"), "{e}"),
        Ok(written) => panic!("written: {written:?}"),
    }
    Ok(())
}

#[test]
fn any_numbers_are_drawn_or_refused_without_panic() {
    fn drawn(points: Vec<(f64, f64)>, log_x: bool, log_y: bool) -> bool {
        let axis = |log: bool| if log { Axis::log("") } else { Axis::linear("") };
        let panel = Panel::new(axis(log_x), axis(log_y))
            .points(Points::new("p", points.clone()))
            .line(Line::new("l", points));
        match one(panel) {
            Ok(drawing) => !drawing.svg().contains("NaN"),
            Err(_) => true,
        }
    }
    quickcheck::quickcheck(drawn as fn(Vec<(f64, f64)>, bool, bool) -> bool);
}
