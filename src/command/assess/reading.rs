//! The options of `firstbest assess` that say how a label file is read.

use super::error::Error;
use crate::labels::coding::{Coding, Kind};
use crate::labels::columns::{ColumnNames, Role};
use crate::labels::nested::Format;
use crate::labels::{DateOrder, Period, ReadOptions};

/// What the file's columns and labels are.
#[derive(Debug, Clone, clap::Args)]
#[group(skip)]
pub struct TableArgs {
    /// Which column is what: item=task,annotator=worker,label=winner,gold=…; further roles are
    /// first and second (names of both responses), assistant, cluster, date, and ranks (columns of
    /// ranks, joined by +). A number is the column's place
    #[arg(long, value_name = "ROLE=COLUMN,…")]
    pub columns: Option<String>,
    /// What the labels mean: A=1,B=0,tie=0.5 (NA: no label). With --kind ordinal the scores of
    /// grades
    #[arg(id = "coding", long = "labels", value_name = "LABEL=MEANING,…")]
    pub labels: Option<String>,
    /// The tool or data set whose nested format the file has
    #[arg(long, value_enum)]
    pub format: Option<Format>,
    /// The first row is a row of labels: columns are named by their places
    #[arg(long)]
    pub no_header: bool,
    /// Take rows of rejected assignments (AssignmentStatus) as well
    #[arg(long)]
    pub keep_rejected: bool,
}

/// How the file is read.
#[derive(Debug, Clone, clap::Args)]
#[group(skip)]
pub struct Args {
    #[command(flatten)]
    pub table: TableArgs,
    /// What kind of labels they are
    #[arg(long, value_enum, default_value_t)]
    pub kind: Kind,
    /// Skip and count wrong rows in place of refusing the file; refused if more than a tenth
    #[arg(long)]
    pub lenient: bool,
    /// Column of rows that are not independent [default: cluster or ranking, if present]
    #[arg(long, value_name = "COLUMN")]
    pub cluster: Option<String>,
    /// Follow the annotators over time; needs a column of dates
    #[arg(long, value_enum)]
    pub by: Option<Period>,
    /// The order of dates that do not begin with the year
    #[arg(long, value_enum, value_name = "ORDER", requires = "by")]
    pub dates: Option<DateOrder>,
}

impl Args {
    /// As the readers take them.
    pub fn options(&self) -> Result<ReadOptions, Error> {
        Ok(ReadOptions {
            lenient: self.lenient,
            cluster_column: self.cluster.clone(),
            dates: self.by.is_some(),
            date_order: self.dates,
            ..self.table.of_kind(self.kind, false)?
        })
    }
}

impl TableArgs {
    /// As the readers take them, for a command that uses binary labels only.
    pub fn options(&self) -> Result<ReadOptions, Error> {
        self.of_kind(Kind::default(), true)
    }

    fn of_kind(&self, kind: Kind, binary_only: bool) -> Result<ReadOptions, Error> {
        let mut columns: ColumnNames = match &self.columns {
            Some(text) => text.parse()?,
            None => ColumnNames::default(),
        };
        if self.no_header && columns.of(Role::Item).is_none() {
            for (role, place) in [
                (Role::Item, "1"),
                (Role::Annotator, "2"),
                (Role::Label, "3"),
            ] {
                if columns.of(role).is_none() {
                    columns.set(role, place);
                }
            }
        }
        let labels: Option<Coding> = self.labels.as_deref().map(str::parse).transpose()?;
        if let Some(coding) = &labels {
            coding.check(kind, binary_only)?;
        }
        Ok(ReadOptions {
            columns,
            labels,
            kind,
            binary_only,
            no_header: self.no_header,
            keep_rejected: self.keep_rejected,
            format: self.format,
            ..ReadOptions::default()
        })
    }
}
