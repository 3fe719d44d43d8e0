//! The linear program of a general contract, written out with a certificate of its optimum.

use crate::command::error::CommandError;
use crate::contract::SecondBest;
use crate::contract::general::program::pose;
use crate::lp::backends::{self, Limits};
use crate::lp::certificate::check::Proved;
use crate::lp::certificate::view::{CertificateView, in_words};
use crate::lp::certificate::{Certificate, file};
use crate::lp::certify::unnamed;
use crate::lp::{CertifyBudget, mps};
use crate::model::Model;
use crate::print::files;
use serde::Serialize;
use std::borrow::Cow;
use std::path::{Path, PathBuf};

/// What was written, and what it proves.
#[derive(Debug, Clone)]
pub struct CertifiedProgram {
    samples: u64,
    program: PathBuf,
    certificate: Option<PathBuf>,
    accepted: Option<(Certificate, Proved)>,
    unit: f64,
}

/// The same for the JSON document.
#[derive(Debug, Serialize)]
pub struct ProgramView<'a> {
    file: Cow<'a, str>,
    certificate_file: Option<Cow<'a, str>>,
    certificate: CertificateView,
    unit: f64,
}

impl CertifiedProgram {
    /// Poses the program of the contract's effort, writes it to the folder, reads it back,
    /// certifies what was read and writes the certificate beside it.
    ///
    /// It is read back because the certificate has to be about the program that a checker will
    /// read: that of the decimals in the file, which are the shortest that name the doubles.
    pub fn write(
        folder: &Path,
        model: &Model,
        contract: &SecondBest,
    ) -> Result<Self, CommandError> {
        let backend = backends::all()[0];
        let mut posed = pose(model, contract.samples, &contract.point, backend)?;
        let stem = format!("general_{}", contract.samples);
        posed.program.name.clone_from(&stem);
        let path = folder.join(format!("{stem}.mps"));
        let text = mps::write_rounded(&posed.program);
        files::write(&path, text.as_bytes())?;
        let failed = |error| CommandError::mps(&path, error);
        let program = mps::read(&text).map_err(failed)?.program;
        let (limits, effort) = (Limits::default(), CertifyBudget::default());
        let (_, certified) = unnamed::certified(&program, None, &limits, &effort)
            .map_err(|error| failed(error.into()))?;
        let mut certificate = None;
        if let Some((found, _)) = &certified.certificate {
            let file = folder.join(format!("{stem}.certificate"));
            files::write(&file, file::write(found).as_bytes())?;
            certificate = Some(file);
        }
        Ok(CertifiedProgram {
            samples: contract.samples,
            program: path,
            certificate,
            accepted: certified.certificate,
            unit: posed.unit,
        })
    }

    /// For the JSON document of the contract.
    pub fn view(&self) -> ProgramView<'_> {
        ProgramView {
            file: self.program.to_string_lossy(),
            certificate_file: self.certificate.as_ref().map(|file| file.to_string_lossy()),
            certificate: CertificateView::of(self.accepted.as_ref()),
            unit: self.unit,
        }
    }

    /// For the table.
    pub fn words(&self) -> String {
        let proved = match &self.accepted {
            Some((certificate, proved)) => {
                let kind = certificate.kind().name();
                format!("{} ({kind})", in_words(proved))
            }
            None => "nothing proved".to_owned(),
        };
        format!(
            "linear program of the general contract with {} samples ({}): {proved}, in units of {:e} wages",
            self.samples,
            self.program.display(),
            self.unit
        )
    }
}
