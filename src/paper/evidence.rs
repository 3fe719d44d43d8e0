//! From a theorem's evidence to its figure, data and checks.

use super::sheet::{self, Sheet};
use crate::plot::figure::{
    Axis, Bracket, Brackets, Drawing, Figure, FigureError, Line, Panel, Points, Reference, Width,
    Words, WriteError,
};
use crate::plot::style::{Dash, Ink, Marker};
use crate::print::cache::Recipe;
use crate::print::files::{self, FileError};
use crate::print::label::Label;
use crate::print::number::Digits;
use crate::print::table::{self, Table, TableError};
use crate::theorem::Theorem;
use crate::theorem::evidence::{self, Cell, DataTable, Evidence, Mark, Series, Standing};
use std::path::Path;
use thiserror::Error;

/// Colours of the groups, in order; beyond the last they repeat with other markers.
const INKS: [Ink; 6] = [
    Ink::Blue,
    Ink::Vermilion,
    Ink::Green,
    Ink::Purple,
    Ink::Orange,
    Ink::Sky,
];

/// Markers of the groups.
const MARKERS: [Marker; 5] = [
    Marker::Circle,
    Marker::Square,
    Marker::Triangle,
    // Over the filled ones it lies on.
    Marker::Cross,
    Marker::TriangleDown,
];

/// The figure of a theorem. Panels that have nothing to show under the given parameters are left
/// out.
pub fn figure(title: &str, evidence: &Evidence) -> Result<Drawing, FigureError> {
    let panels: Vec<&evidence::Panel> = evidence.drawn_panels().collect();
    let width = if panels.len() > 1 {
        Width::TwoColumns
    } else {
        Width::OneColumn
    };
    let mut figure = Figure::new(title, width);
    if panels.len() > 2 {
        // Narrow panels: some legends stand above the figure.
        figure = figure.height(3.1);
    }
    for panel in panels {
        figure = figure.panel(draw_panel(panel));
    }
    figure.draw()
}

fn draw_panel(panel: &evidence::Panel) -> Panel {
    let axis = |log: bool, label: &str| {
        if log {
            Axis::log(label)
        } else {
            Axis::linear(label)
        }
    };
    let mut drawn = Panel::new(
        axis(panel.x_log, &panel.x_label),
        axis(panel.y_log, &panel.y_label),
    );
    if let Some(value) = panel.reference {
        drawn = drawn.horizontal(Reference::at(value).ink(Ink::Grey).dash(Dash::Solid));
    }
    for series in &panel.series {
        drawn = add(drawn, series);
    }
    drawn
}

fn add(panel: Panel, series: &Series) -> Panel {
    let ink = INKS[series.group % INKS.len()];
    let points = series.points.iter().filter(|point| point.y.is_finite());
    let pairs: Vec<(f64, f64)> = points.map(|point| (point.x, point.y)).collect();
    if pairs.is_empty() {
        return panel;
    }
    let line = |dash| {
        Line::new(series.label.clone(), pairs.clone())
            .ink(ink)
            .dash(dash)
    };
    match series.mark {
        Mark::Points => panel.points(
            Points::new(series.label.clone(), pairs)
                .ink(ink)
                .marker(MARKERS[series.group % MARKERS.len()]),
        ),
        Mark::Crosses => panel.points(
            Points::new(series.label.clone(), pairs)
                .ink(ink)
                .marker(Marker::Cross),
        ),
        Mark::Simulated => panel.brackets(bars(series, 1.0).ink(Ink::Black)),
        Mark::Measured => panel.brackets(
            bars(series, 1.0)
                .ink(ink)
                .marker(MARKERS[series.group % MARKERS.len()]),
        ),
        Mark::Bracketed => panel.brackets(
            bars(series, 0.0)
                .ink(ink)
                .marker(MARKERS[series.group % MARKERS.len()]),
        ),
        Mark::Words => pairs.into_iter().fold(panel, |panel, (x, y)| {
            panel.words(Words::at(x, y, series.label.clone()))
        }),
        Mark::Curve => panel.line(line(Dash::Solid)),
        Mark::Leading => panel.line(line(Dash::Dashed)),
        Mark::Bound => panel.line(line(Dash::Dotted)),
    }
}

/// Bars down by the error, and up by a share of it.
fn bars(series: &Series, up: f64) -> Brackets {
    let points = series.points.iter().filter(|point| point.y.is_finite());
    Brackets::new(
        series.label.clone(),
        points.map(|point| Bracket {
            x: point.x,
            estimate: point.y,
            lower: point.y - point.error,
            upper: point.y + up * point.error,
        }),
    )
}

/// The data of a theorem; numbers are printed with the digits that are certain.
pub fn data(evidence: &Evidence) -> Result<Table, TableError> {
    to_table(&evidence.table)
}

/// The checks of a theorem, one a row; for what is proved also which of the numbers a proof
/// assistant has accepted.
pub fn checks(evidence: &Evidence) -> Result<Table, TableError> {
    let columns = [
        "instance", "claim", "standing", "checked", "measured", "holds",
    ];
    let mut table = Table::new(columns)?;
    for check in &evidence.checks {
        table.row([
            table::Cell::Text(check.instance.clone()),
            table::Cell::Text(Label::plain_text(&check.claim)),
            table::Cell::Text(check.standing.name().to_owned()),
            match (check.standing, check.measured.checked()) {
                (Standing::Proved, "") => table::Cell::Text("no".to_owned()),
                (Standing::Proved, checked) => table::Cell::Text(format!("Coq: {checked}")),
                _ => table::Cell::Missing,
            },
            table::Cell::Text(Label::plain_text(check.measured.text())),
            table::Cell::Text(if check.holds { "yes" } else { "no" }.to_owned()),
        ])?;
    }
    Ok(table)
}

fn to_table(data: &DataTable) -> Result<Table, TableError> {
    let mut table = Table::new(data.columns.iter().map(|column| column.name))?;
    for row in 0..data.rows() {
        table.row(data.columns.iter().map(|column| cell(&column.cells[row])))?;
    }
    Ok(table)
}

fn cell(cell: &Cell) -> table::Cell {
    match cell {
        Cell::Text(text) => table::Cell::Text(text.clone()),
        Cell::Count(count) => match i64::try_from(*count) {
            Ok(count) => table::Cell::Integer(count),
            Err(_) => table::Cell::Text(count.to_string()),
        },
        Cell::Number {
            value,
            relative_error,
        } => Digits::within(*value, *relative_error, 12).into(),
        Cell::Empty => table::Cell::Missing,
    }
}

/// Why a theorem's files could not be made.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum EvidenceError {
    /// The figure could not be drawn.
    #[error(transparent)]
    Figure(#[from] FigureError),
    /// The figure could not be drawn or written.
    #[error(transparent)]
    Drawing(#[from] WriteError),
    /// A table could not be made.
    #[error(transparent)]
    Table(#[from] TableError),
    /// A file could not be written.
    #[error(transparent)]
    File(#[from] FileError),
    /// The sheet of what was found has no JSON form.
    #[error(transparent)]
    Sheet(#[from] serde_json::Error),
}

/// Writes figure, data, checks and sheet of a theorem below `root`; files that would not change are
/// left alone.
pub fn write(root: &Path, theorem: &Theorem, evidence: &Evidence) -> Result<(), EvidenceError> {
    let drawing = figure(theorem.title, evidence)?;
    drawing.write(&root.join("paper/figures"), theorem.stem)?;
    let sheet = Sheet::new(evidence, &drawing).bytes()?;
    files::write_if_changed(&root.join(sheet::path(theorem.stem)), &sheet)?;
    for (folder, table) in [("data", data(evidence)?), ("tables", checks(evidence)?)] {
        let path = root.join(format!("paper/{folder}/{}.csv", theorem.stem));
        files::write_if_changed(&path, table.csv().as_bytes())?;
    }
    Ok(())
}

/// What the outputs of a theorem depend on besides its parameters: raised when the program computes
/// or draws otherwise.
pub fn recipe(stem: &str, inputs: &[(String, Vec<u8>)]) -> Recipe {
    let mut recipe = Recipe::new(env!("CARGO_PKG_VERSION"), stem);
    for (name, bytes) in inputs {
        recipe = recipe.input(name, bytes);
    }
    for path in outputs(stem) {
        recipe = recipe.output(path);
    }
    recipe
}

/// Files a theorem leaves, relative to the root.
pub fn outputs(stem: &str) -> [String; 6] {
    [
        format!("paper/figures/{stem}.svg"),
        format!("paper/figures/{stem}.pdf"),
        format!("paper/figures/{stem}.png"),
        format!("paper/data/{stem}.csv"),
        format!("paper/tables/{stem}.csv"),
        sheet::path(stem),
    ]
}
