(** Made by `firstbest proofs`; do not edit.

    Utility w^(1/2), 10 signals that are right with probability 1/2 + 0.75/2 * e, cost 0.25 * e^2,
    outside option 1, effort 0.5: the least pay above the first best lies in
    [9.54861110952604e-3, 9.548611111111112e-3] (in floats; the exact numbers are below). *)
From FirstBest.Lib Require Import GapCertificate.
Open Scope Z_scope.

Definition g : game :=
  Game 1 10 (Qmake (1) 2) (Qmake (3) 8) (Qmake (1) 4) (Qmake (1) 1) (Qmake (1) 2).

Definition c : certificate :=
  Certificate (Qmake (17) 8) (Qmake (300239975158033) 2251799813685248)
    (Vector 1099511627776
      [664288275115; 737589050300; 810889825485; 884190600670; 957491375855; 1030792151041; 1104092926226; 1177393701411; 1250694476596; 1323995251781; 1397296026966])
    (Vector 240
      [145; 161; 177; 193; 209; 225; 241; 257; 273; 289; 305])
    (Qmake (11008799087300415) 1152921504606846976)
    (Qmake (1376099886140985) 144115188075855872).

Theorem certified : certified g (gap_low c) (gap_high c).
Proof. prove_gap c. Qed.

(** Paid the least bit less at the highest count, the effort is no best reply any more. *)
Example corrupted_is_rejected : check_gap g (with_paid c 10 (304)) = false.
Proof. computed. Qed.

(** A supporting point the least bit lower is no longer above the price. *)
Example low_support_is_rejected : check_gap g (with_support c 10 (1397296026965)) = false.
Proof. computed. Qed.

Example bold_claim_is_rejected : check_gap g (with_gap_low c (Qmake (1376099886272057) 144115188075855872)) = false.
Proof. computed. Qed.
