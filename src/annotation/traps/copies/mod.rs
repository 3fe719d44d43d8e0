//! A row exported twice is no second look.

mod cells;

use super::{SecondLooks, Warning, first_rows};
use crate::annotation::index::ItemIndex;
use crate::labels::label::Label;
use crate::labels::table::{LabelTable, NO_CLASS};
use crate::print::words::counted;
use cells::{cells, code, compare, halved, later};

/// Rows that are copies, in order, and whether what is left of second looks is little.
#[derive(Debug, Default)]
pub struct Copies {
    /// The rows to leave out.
    pub rows: Vec<u32>,
    /// Whether second looks are few among many labels: no reason to judge all by them.
    pub few: bool,
    /// Whether most annotators have no second looks.
    pub few_lookers: bool,
    /// Annotators whose repeats alone are all equal, among others who looked twice: copies, or a
    /// habit. Empty if there is none.
    pub doubled: Vec<bool>,
}

impl Copies {
    /// All repeats are copies, these rows.
    fn all(rows: Vec<u32>) -> Self {
        Self {
            rows,
            few: true,
            ..Self::default()
        }
    }
}

/// Second looks in fewer than one row in fifty, or fewer than this, are no plan to look twice.
const FEW: u64 = 30;

/// That all repeats agree by chance has to be rarer than this for them to be copies.
const RARE: f64 = 1e-3;

/// So many items, each there twice with the same label, where nothing tells the two apart and
/// neither gold nor others say how often labels agree: an export made twice, more likely than looks
/// that never differ, and no ground for calling anybody careful.
const ALL_TWICE: u64 = 10;

/// How often equal labels of one item stand for each other where nothing in the file says it.
const USUAL: f64 = 0.9;

/// Of one annotator, or of all together.
#[derive(Debug, Clone, Copy, Default)]
struct Seen {
    /// Items labelled more than once.
    repeated: u64,
    /// Those of them whose labels differ.
    differ: u64,
    /// Comparisons with others, gold and peers, and those that agree.
    others: [u64; 2],
}

impl Seen {
    /// Whether repeats that agree without exception go beyond what agreement allows: they would
    /// agree so with probability `rate`^n if they were second looks.
    fn too_equal(self, rate: f64) -> bool {
        self.repeated > 0 && self.differ == 0 && libm::pow(rate, self.repeated as f64) < RARE
    }

    fn rate(self) -> Option<f64> {
        (self.others[1] > 0).then(|| self.others[0] as f64 / self.others[1] as f64)
    }
}

/// Looks for copies among the labels that one annotator gave one item.
pub fn find(
    table: &LabelTable,
    index: &ItemIndex,
    looks: SecondLooks,
    warnings: &mut Vec<Warning>,
) -> Copies {
    let repeats = Repeats::of(table, index);
    if repeats.all.repeated == 0 || looks == SecondLooks::Keep {
        return Copies {
            few: looks != SecondLooks::Keep && repeats.are_few(repeats.all.repeated),
            ..Copies::default()
        };
    }
    let found = if looks == SecondLooks::Drop {
        Some(repeats.as_asked())
    } else {
        (repeats.copied_rows())
            .or_else(|| repeats.doubled_file())
            .or_else(|| repeats.all_equal())
    };
    match found {
        Some((copies, warning)) => {
            warnings.push(warning);
            copies
        }
        None => repeats.of_single_annotators(warnings),
    }
}

/// What keeps rows that are no copies.
const KEEP: &str = "if they are second looks after all: --second-looks keep";

/// The repeated labels of a table.
struct Repeats<'t> {
    table: &'t LabelTable,
    index: &'t ItemIndex,
    /// By annotator.
    each: Vec<Seen>,
    all: Seen,
    /// Labels that are there.
    labelled: u64,
    /// Whether every label stands an even number of times.
    even: bool,
    /// Whether further columns tell repeats apart.
    told: bool,
    /// Rows that repeat another in every column, in order.
    exact: Vec<u32>,
}

impl<'t> Repeats<'t> {
    fn of(table: &'t LabelTable, index: &'t ItemIndex) -> Self {
        let mut it = Self {
            table,
            index,
            each: vec![Seen::default(); table.annotators().len()],
            all: Seen::default(),
            labelled: 0,
            even: true,
            told: false,
            exact: Vec::new(),
        };
        let code = |row: u32| code(table, row as usize);
        cells(table, index, |item, cell| {
            let first = code(cell.rows[0]);
            let seen = &mut it.each[cell.annotator as usize];
            it.labelled += cell.rows.len() as u64;
            it.even &= halved(cell.rows, code).is_some();
            if cell.rows.len() > 1 {
                seen.repeated += 1;
                seen.differ += u64::from(cell.rows.iter().any(|&r| code(r) != first));
                if let Some(mark) = table.mark() {
                    let of = |r: u32| mark[r as usize];
                    it.told |= cell.rows.iter().any(|&r| of(r) != of(cell.rows[0]));
                    let mut sorted: Vec<_> =
                        cell.rows.iter().map(|&r| (of(r), code(r), r)).collect();
                    sorted.sort_unstable();
                    let same = sorted
                        .windows(2)
                        .filter(|w| (w[0].0, w[0].1) == (w[1].0, w[1].1));
                    it.exact.extend(same.map(|w| w[1].2));
                }
            }
            compare(table, index.rows_of(item), &cell, &mut seen.others);
        });
        it.exact.sort_unstable();
        for seen in &it.each {
            it.all.repeated += seen.repeated;
            it.all.differ += seen.differ;
            it.all.others[0] += seen.others[0];
            it.all.others[1] += seen.others[1];
        }
        it
    }

    fn are_few(&self, rows: u64) -> bool {
        rows < FEW.max(self.labelled / 50)
    }

    /// Every second look, as the caller asks for.
    fn as_asked(&self) -> (Copies, Warning) {
        let rows = later(self.table, self.index, |_| true);
        let text = format!(
            "{} left out as copies, as asked for",
            counted(rows.len() as u64, "row")
        );
        let warning = Warning::of_rows("second-looks-dropped", &rows, text);
        (Copies::all(rows), warning)
    }

    /// Copies of whole rows, where further columns tell true second looks from them.
    fn copied_rows(&self) -> Option<(Copies, Warning)> {
        if !self.told || self.exact.is_empty() {
            return None;
        }
        let n = self.exact.len() as u64;
        let text = format!(
            "{} stand in the file twice, equal in every column, where other repeats differ: they are copies, no second looks, and are left out; {KEEP}",
            counted(n, "row")
        );
        let warning = Warning::of_rows("copied-rows", &self.exact, text);
        let copies = Copies {
            few: self.are_few(self.all.repeated.saturating_sub(n)),
            rows: self.exact.clone(),
            ..Copies::default()
        };
        Some((copies, warning))
    }

    /// The whole file twice, with true second looks in it or not.
    fn doubled_file(&self) -> Option<(Copies, Warning)> {
        let all = &self.all;
        let alone = all.rate().is_none() && !self.told;
        let twice = alone && all.differ == 0 && all.repeated >= ALL_TWICE;
        let equal = || all.too_equal(all.rate().unwrap_or(USUAL));
        if !(self.even && all.repeated >= 2 && (all.differ > 0 || twice || equal())) {
            return None;
        }
        let mut rows = Vec::new();
        cells(self.table, self.index, |_, cell| {
            let code = |row: u32| code(self.table, row as usize);
            rows.extend(halved(cell.rows, code).unwrap_or_default())
        });
        rows.sort_unstable();
        let n = rows.len() as u64;
        let text = format!(
            "every label stands there an even number of times: all {} seem to be exported twice, and all repeats are copies; {n} are left out, as they are no second looks; {KEEP}",
            counted(self.labelled, "row")
        );
        let warning = Warning::of_rows("file-doubled", &rows, text);
        let copies = Copies {
            rows,
            few: all.differ == 0,
            ..Copies::default()
        };
        Some((copies, warning))
    }

    /// Repeats that agree without exception, beyond what labels agree with others'.
    fn all_equal(&self) -> Option<(Copies, Warning)> {
        let rate = self.all.rate().unwrap_or(USUAL);
        if !self.all.too_equal(rate) {
            return None;
        }
        let rows = later(self.table, self.index, |_| true);
        let text = format!(
            "all {} agree without exception, while labels agree with others' on {:.0}% only: they are taken for copies, no second looks, and are left out; {KEEP}",
            counted(self.all.repeated, "repeated label"),
            100.0 * rate
        );
        let warning = Warning::of_rows("repeats-all-equal", &rows, text);
        Some((Copies::all(rows), warning))
    }

    /// Single annotators whose rows were doubled, among others who looked twice.
    fn of_single_annotators(&self, warnings: &mut Vec<Warning>) -> Copies {
        let (table, index, each) = (self.table, self.index, &self.each);
        let doubled = self.doubled_annotators();
        let mut dropped = Vec::new();
        if doubled.contains(&true) {
            dropped = later(table, index, |a| doubled[a as usize]);
            let who: Vec<String> = (0..each.len())
                .filter(|&a| doubled[a])
                .take(5)
                .map(|a| table.annotators().name(a as u32).into_owned())
                .collect();
            let n = doubled.iter().filter(|&&d| d).count() as u64;
            let text = format!(
                "the repeats of {} ({}) agree without exception, far beyond what others' do: they are taken for copies or for a habit, not for second looks, and {} are left out; {KEEP}",
                counted(n, "annotator"),
                who.join(", "),
                counted(dropped.len() as u64, "row")
            );
            warnings.push(Warning::of_rows("repeats-all-equal", &dropped, text));
        }
        let others = || each.iter().zip(&doubled).filter(|(_, d)| !**d);
        let left: u64 = others().map(|(seen, _)| seen.repeated).sum();
        if self.are_few(left) && left > 0 {
            let rows = later(table, index, |a| !doubled[a as usize]);
            warnings.push(Warning {
                kind: "few-repeats",
                text: format!(
                    "{} a second time among {} labels: too few for a plan to look twice, perhaps copies; annotators are judged by them only if the file has nothing else",
                    counted(left, "label"),
                    self.labelled
                ),
                count: left,
                rows: first_rows(rows),
            });
        }
        let looked = others().filter(|(seen, _)| seen.repeated > 0).count();
        let labelled: Vec<bool> = annotators_with_labels(table);
        let annotators = labelled.iter().filter(|l| **l).count();
        Copies {
            rows: dropped,
            few: self.are_few(left),
            few_lookers: 2 * looked < annotators,
            doubled,
        }
    }

    /// By annotator: whether the own repeats alone are all equal, beyond what those of others and
    /// comparisons with others allow.
    fn doubled_annotators(&self) -> Vec<bool> {
        let all = &self.all;
        let unanimous = |skip: &Seen| {
            let n = all.repeated - skip.repeated;
            (n > 0).then(|| 1.0 - (all.differ - skip.differ) as f64 / n as f64)
        };
        let is_doubled = |seen: &Seen| {
            let rate = f64::max(unanimous(seen).unwrap_or(USUAL), seen.rate().unwrap_or(0.0));
            all.differ > 0 && seen.too_equal(rate)
        };
        self.each.iter().map(is_doubled).collect()
    }
}

fn annotators_with_labels(table: &LabelTable) -> Vec<bool> {
    let mut labelled = vec![false; table.annotators().len()];
    for (row, &a) in table.annotator().iter().enumerate() {
        labelled[a as usize] |= code(table, row).is_some();
    }
    labelled
}

/// Takes the labels of these rows away.
pub fn drop_rows(table: &mut LabelTable, rows: &[u32]) {
    if let Some(class) = table.class() {
        let mut class = class.to_vec();
        rows.iter().for_each(|&r| class[r as usize][0] = NO_CLASS);
        table.reclass(class);
        return;
    }
    let (mut label, gold) = (table.label().to_vec(), table.gold().to_vec());
    rows.iter()
        .for_each(|&r| label[r as usize] = Label::Missing);
    table.relabel(label, gold);
}
