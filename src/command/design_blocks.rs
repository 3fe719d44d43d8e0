//! The sheet of `firstbest design` as titled blocks of rows, and these as text.

use super::design::{Budget, Design};
use super::gap::certain;
use crate::contract::Class;
use crate::design::posted::Posted;
use crate::design::posted::reply::Reply;
use crate::design::sheet::{OFF_BY, Prospect};
use std::fmt::Write;

/// A titled table with notes under it. The first column is words, the others are numbers.
pub struct Block {
    pub title: String,
    pub header: Vec<&'static str>,
    pub rows: Vec<Vec<String>>,
    pub notes: Vec<String>,
}

/// The contract as one would tell it to the annotator.
pub fn words(posted: &Posted, unit: f64) -> String {
    let money = |amount: f64| money(amount, unit);
    match posted {
        Posted::Flat { wage } => format!("You are paid {}.", money(*wage)),
        Posted::Bonus { rule, base, bonus } => {
            let (k, n) = (rule.threshold(), rule.samples());
            let mut words = format!(
                "You are paid {}. If at least {k} of the {n} checked labels agree, you are paid a bonus of {} on top.",
                money(*base),
                money(*bonus)
            );
            if rule.randomisation() > 0.0 {
                // Writing to a String cannot fail.
                let _ = write!(
                    words,
                    " At exactly {} agreements the bonus is drawn with probability {:.4}.",
                    k - 1,
                    rule.randomisation()
                );
            }
            words
        }
        Posted::Linear {
            samples,
            intercept,
            slope,
            floor,
        } => {
            let (amount, direction) = if *intercept < 0.0 {
                (-intercept, "less")
            } else {
                (*intercept, "more")
            };
            format!(
                "You are paid {} times the share of the {samples} checked labels that agree, {} {direction}, and never less than {}.",
                money(*slope),
                money(amount),
                money(*floor)
            )
        }
    }
}

/// Money with the decimals of a unit.
fn money(amount: f64, unit: f64) -> String {
    let places = (-libm::log10(unit)).ceil().clamp(0.0, 17.0) as usize;
    format!("{amount:.places$}")
}

fn number(value: f64) -> String {
    certain(value, 1e-6)
}

fn percent(share: f64) -> String {
    format!("{:.2}%", 100.0 * share)
}

fn chance(chance: f64) -> String {
    if chance >= 1e-4 {
        format!("{chance:.4}")
    } else {
        format!("{chance:.1e}")
    }
}

/// What the annotator does and brings; one who does not accept does and brings nothing.
fn reply(name: String, reply: &Reply, surplus: f64) -> Vec<String> {
    let accepts = surplus >= -1e-12;
    let mut row = vec![name];
    if accepts {
        row.extend([
            format!("{:.4}", reply.effort),
            number(reply.pay),
            number(reply.payoff),
        ]);
    } else {
        row.extend(["-", "-", "-"].map(str::to_owned));
    }
    row.push(if accepts { "yes" } else { "no" }.to_owned());
    row
}

/// Every block of the sheet, in order.
pub fn blocks(design: &Design<'_>) -> Vec<Block> {
    let mut blocks = vec![contract(design), proved(design)];
    blocks.extend(design.budget.as_ref().map(|budget| price(design, budget)));
    blocks.extend([prospects(design), off(design)]);
    blocks.extend(robust(design));
    blocks.extend([practice(design), classes(design)]);
    blocks
}

fn contract(design: &Design<'_>) -> Block {
    let sheet = &design.sheet;
    let mut notes = vec![words(&sheet.posting.terms, sheet.posting.unit)];
    if let Some(loss) = design.loss {
        notes.push(format!(
            "The least number of labels with which a {} contract falls short of the first best by at most {}.",
            sheet.class.name(),
            number(loss)
        ));
    }
    Block {
        title: format!(
            "Recommended with {} checked labels: the {} contract",
            sheet.ideal.samples,
            sheet.class.name()
        ),
        header: Vec::new(),
        rows: Vec::new(),
        notes,
    }
}

fn proved(design: &Design<'_>) -> Block {
    let sheet = &design.sheet;
    let row = |name: &str, text: String| vec![name.to_owned(), text];
    let Some(proved) = &sheet.proved else {
        return Block {
            title: "Not proved".to_owned(),
            header: Vec::new(),
            rows: Vec::new(),
            notes: vec![format!(
                "No proof was found for these terms. Estimates: best reply {:.6}, expected pay {}, gap {}.",
                sheet.reply.effort,
                number(sheet.reply.pay),
                number(sheet.gap)
            )],
        };
    };
    let model = design.first_best.model();
    Block {
        title: "Proved of these very terms".to_owned(),
        header: vec!["", "value"],
        rows: vec![
            row(
                "every best reply of the annotator is an effort in",
                interval(proved.replies.lower(), proved.replies.upper()),
            ),
            row(
                "the annotator accepts: utility at least",
                format!(
                    "{} (outside option {})",
                    outward(proved.utility.lower(), false),
                    model.reservation()
                ),
            ),
            row(
                "expected pay",
                interval(proved.pay.lower(), proved.pay.upper()),
            ),
            row(
                "falls short of the first best by at most",
                outward(proved.gap, true),
            ),
            row(
                "so it keeps, of what the first best adds to flat pay (estimate)",
                percent(sheet.kept(&design.first_best)),
            ),
        ],
        notes: vec![
            "Outward-rounded arithmetic over every effort in [0, 1]; trusts the model and IEEE 754, no estimate."
                .to_owned(),
        ],
    }
}

/// Ten digits, outwards.
fn interval(lower: f64, upper: f64) -> String {
    format!("[{}, {}]", outward(lower, false), outward(upper, true))
}

fn outward(value: f64, up: bool) -> String {
    let step = libm::pow(
        10.0,
        (libm::log10(value.abs().max(f64::MIN_POSITIVE)).floor() - 9.0).max(-15.0),
    );
    let units = value / step;
    let whole = if up { units.ceil() } else { units.floor() };
    let places = (-libm::log10(step)).round().clamp(0.0, 17.0) as usize;
    // The division may have rounded past the value: one unit more covers it.
    let mut shown = whole * step;
    if up && shown < value {
        shown += step;
    } else if !up && shown > value {
        shown -= step;
    }
    format!("{shown:.places$}")
}

fn price(design: &Design<'_>, budget: &Budget) -> Block {
    let best = &budget.best;
    let row = |name: &str, text: String| vec![name.to_owned(), text];
    let mut rows = vec![
        row("best number of labels", best.samples().to_string()),
        row(
            "labels within one percent of the least loss",
            format!("{} to {}", budget.range.0, budget.range.1),
        ),
    ];
    if let Some(formula) = budget.formula {
        rows.push(row(
            "best number by the asymptotic formula (C9)",
            format!("{:.1}", formula.samples),
        ));
    }
    rows.push(row("paid for monitoring", number(best.monitoring())));
    rows.push(row(
        "gap and monitoring together",
        number(design.sheet.gap + best.monitoring()),
    ));
    if let Some(upper) = budget.proved.0 {
        rows.push(row("  proved at most", outward(upper, true)));
    }
    if let Some(lower) = budget.proved.1 {
        rows.push(row(
            "  proved of every contract and every number of labels: at least",
            outward(lower, false),
        ));
    }
    Block {
        title: format!("At {} per checked label", best.cost.money()),
        header: vec!["", "value"],
        rows,
        notes: Vec::new(),
    }
}

fn prospects(design: &Design<'_>) -> Block {
    let sheet = &design.sheet;
    let row = |name: &str, prospect: &Prospect| {
        vec![
            name.to_owned(),
            format!("{:.4}", prospect.effort),
            prospect.bonus_chance.map_or("-".to_owned(), chance),
            number(prospect.pay),
        ]
    };
    Block {
        title: "What annotators can expect".to_owned(),
        header: vec!["annotator", "effort", "chance of the bonus", "expected pay"],
        rows: vec![
            row("careful (first best)", &sheet.careful),
            row("careless", &sheet.careless),
        ],
        notes: Vec::new(),
    }
}

const REPLY: [&str; 5] = ["", "effort", "expected pay", "payoff", "accepts"];

fn off(design: &Design<'_>) -> Block {
    let sheet = &design.sheet;
    let mut rows = vec![reply("as modelled".to_owned(), &sheet.reply, 0.0)];
    rows[0].push(number(design.first_best.payoff()));
    for variation in &sheet.variations {
        let mut row = reply(
            variation.factors.words(),
            &variation.reply,
            variation.surplus,
        );
        row.push(number(variation.first_best));
        rows.push(row);
    }
    Block {
        title: format!(
            "If the model is off by {:.0}% and these terms stay (estimates)",
            100.0 * OFF_BY
        ),
        header: REPLY.into_iter().chain(["first best then"]).collect(),
        rows,
        notes: Vec::new(),
    }
}

fn robust(design: &Design<'_>) -> Option<Block> {
    let robust = design.robust.as_ref()?;
    let payoff = |worst: f64| {
        if worst.is_finite() {
            number(worst)
        } else {
            "refused".to_owned()
        }
    };
    let posting = &robust.posting;
    Some(Block {
        title: format!(
            "For the worst case, everything off by up to {:.0}%",
            100.0 * robust.share
        ),
        header: vec![
            "terms",
            "payoff as modelled",
            "worst payoff",
            "in the model with",
        ],
        rows: vec![
            vec![
                "as above".to_owned(),
                number(design.sheet.reply.payoff),
                payoff(robust.plain_worst.0),
                robust.plain_worst.1.words(),
            ],
            vec![
                "robust".to_owned(),
                number(robust.reply.payoff),
                payoff(robust.worst.0),
                robust.worst.1.words(),
            ],
        ],
        notes: vec![
            format!("Robust terms: {}", words(&posting.terms, posting.unit)),
            format!(
                "Worst of {} models of the box (estimates); {} of them pin the terms.",
                robust.models, robust.solved.cuts
            ),
            match robust.proved_in {
                (count, least) if count == robust.models => format!(
                    "Proved of the robust terms in all {count}: accepted, best reply known, payoff at least {}.",
                    outward(least, false)
                ),
                (count, _) => format!(
                    "Accepted with a known best reply: proved in {count} of the {}.",
                    robust.models
                ),
            },
        ],
    })
}

fn practice(design: &Design<'_>) -> Block {
    let sheet = &design.sheet;
    let mut rows = vec![reply("this contract".to_owned(), &sheet.reply, 0.0)];
    rows.extend(
        sheet
            .practices
            .iter()
            .map(|practice| reply(practice.name.clone(), &practice.reply, practice.surplus)),
    );
    Block {
        title: "Today's practice with as many checked labels (estimates)".to_owned(),
        header: REPLY.to_vec(),
        rows,
        notes: Vec::new(),
    }
}

fn classes(design: &Design<'_>) -> Block {
    let first_best = &design.first_best;
    let model = first_best.model();
    let whole = first_best.payoff() - first_best.payoff_without_effort();
    let mut rows: Vec<Vec<String>> = design
        .classes
        .iter()
        .map(|(class, contract)| {
            vec![
                match class {
                    Class::General => "general (any pay)".to_owned(),
                    class => class.name().to_owned(),
                },
                format!("{:.4}", contract.point.effort),
                number(contract.expected_pay(model)),
                number(contract.payoff(model)),
                format!("{:.4e}", contract.gap.total()),
                percent(1.0 - contract.gap.total() / whole),
            ]
        })
        .collect();
    rows.push(vec![
        "first best (care is seen)".to_owned(),
        format!("{:.4}", first_best.effort()),
        number(first_best.wage()),
        number(first_best.payoff()),
        "0".to_owned(),
        percent(1.0),
    ]);
    Block {
        title: "Best contracts of each kind before rounding (estimates)".to_owned(),
        header: vec![
            "contract",
            "effort",
            "expected pay",
            "payoff",
            "gap",
            "kept",
        ],
        rows,
        notes: vec!["kept: share of what the first best adds to flat pay.".to_owned()],
    }
}

/// The sheet as text.
pub fn text(design: &Design<'_>) -> String {
    let mut out = String::new();
    for block in blocks(design) {
        // Writing to a String cannot fail.
        let _ = writeln!(out, "{}", block.title);
        let columns = block.rows.iter().map(Vec::len).max().unwrap_or(0);
        let header = block
            .header
            .iter()
            .any(|name| !name.is_empty() && *name != "value");
        let width = |column: usize| {
            let cells = block.rows.iter().filter_map(|row| row.get(column));
            let head = block.header.get(column).filter(|_| header);
            cells
                .map(|cell| cell.chars().count())
                .chain(head.map(|name| name.chars().count()))
                .max()
                .unwrap_or(0)
        };
        let widths: Vec<usize> = (0..columns).map(width).collect();
        let mut line = |cells: &[&str]| {
            let mut text = String::from(" ");
            for (column, cell) in cells.iter().enumerate() {
                let pad = " ".repeat(widths[column].saturating_sub(cell.chars().count()));
                // Words to the left, numbers to the right; of two columns both are read as text.
                if column == 0 || columns == 2 {
                    let _ = write!(text, " {cell}{pad} ");
                } else {
                    let _ = write!(text, " {pad}{cell} ");
                }
            }
            let _ = writeln!(out, "{}", text.trim_end());
        };
        if header && columns > 0 {
            line(&block.header);
        }
        for row in &block.rows {
            line(&row.iter().map(String::as_str).collect::<Vec<_>>());
        }
        for note in &block.notes {
            let _ = writeln!(out, "  {note}");
        }
        out.push('\n');
    }
    out
}
