(** * Polynomials that are not negative on a segment

    In words.  [at_least_zero_on low high p] and [nonneg_on low high p], which halves the segment up to four times, see that p
    is nowhere negative on [low, high].

    How.  With x = low + (high - low)t Bernstein's form decides (Polynomial.v).  Powers of x in t, exactly, would be fractions
    whose length grows with the degree.  Where low >= 0 all is kept in multiples of 2^-160 instead, each product rounded down:
    x and t are not negative, so values only fall ([on_segment_below]).

    Source.  This project.  Assumed: nothing. *)

From Coq Require Import Reals List ZArith QArith Qreals Bool Lia Lra.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Export Polynomial.
Open Scope R_scope.

(** a*z, rounded down. *)
Definition part (a : Q) (z : Z) : Z := floor_of (Qnum a * z) (Qden a).

Lemma part_below a z : IZR (part a z) <= Q2R a * IZR z.
Proof.
  unfold part; rewrite floor_of_quotient; unfold Q2R; set (n := (Qnum a * z)%Z); set (d := Zpos (Qden a)).
  assert (D : 0 < IZR d) by (apply IZR_lt; unfold d; lia).
  pose proof (Z.mul_div_le n d ltac:(unfold d; lia)) as L; apply IZR_le in L; rewrite mult_IZR in L.
  apply Rmult_le_reg_l with (IZR d); [exact D|]; apply Rle_trans with (1 := L); right.
  unfold n; rewrite mult_IZR; field; lra.
Qed.

(** Whole numbers over [grain] as coefficients. *)
Definition over_grain (p : list Z) : poly := map (fun z => z # grain) p.

Lemma over_grain_value p x : IZR (Zpos grain) * value (over_grain p) x = whole_value p x.
Proof.
  pose proof grain_positive as G; revert G; unfold over_grain; generalize grain; intros g G.
  induction p as [|z p IH]; cbn [map value whole_value]; [ring|].
  rewrite <- IH; unfold Q2R at 1; cbn [Qnum Qden]; field; lra.
Qed.

(** ** Division by x - a, rounded down *)

Fixpoint divide_down (a : Q) (p : list Z) : list Z * Z :=
  match p with [] => ([], 0%Z) | b :: p' => let (q, r) := divide_down a p' in (r :: q, (b + part a r)%Z) end.

Lemma divide_down_below a p x : 0 <= Q2R a -> 0 <= x ->
  whole_value (fst (divide_down a (floors p))) x <= IZR (Zpos grain) * value (fst (divide a p)) x /\
  IZR (snd (divide_down a (floors p))) <= IZR (Zpos grain) * Q2R (snd (divide a p)).
Proof.
  intros A X; induction p as [|b p [Q R]]; unfold floors; cbn [map divide divide_down fst snd whole_value value].
  - rewrite Q2R_zero; split; lra.
  - fold (floors p); destruct (divide_down a (floors p)) as [q r]; destruct (divide a p) as [q' r'].
    cbn [fst snd whole_value value] in *; pose proof (floored_below b) as F; pose proof (part_below a r) as D.
    rewrite plus_IZR, sum_of_value, Q2R_mult; revert Q R F D; generalize grain; intros g Q R F D.
    pose proof (Rmult_le_compat_l _ _ _ X Q); pose proof (Rmult_le_compat_l _ _ _ A R); split; lra.
Qed.

(** Quotient and rest as fractions again. *)
Definition quotient_down (a : Q) (p : poly) : poly := over_grain (fst (divide_down a (floors p))).
Definition value_down (p : poly) (a : Q) : Q := snd (divide_down a (floors p)) # grain.

Lemma quotient_down_below a p x : 0 <= Q2R a -> 0 <= x -> value (quotient_down a p) x <= value (fst (divide a p)) x.
Proof.
  intros A X; destruct (divide_down_below a p x A X) as [Q _]; pose proof grain_positive as G.
  unfold quotient_down; rewrite <- over_grain_value in Q; apply Rmult_le_reg_l with (1 := G); exact Q.
Qed.

Lemma value_down_below p a : 0 <= Q2R a -> Q2R (value_down p a) <= value p (Q2R a).
Proof.
  intros A; destruct (divide_down_below a p 0 A (Rle_refl 0)) as [_ R]; pose proof grain_positive as G.
  pose proof (value_divide a p (Q2R a)) as V; replace (value p (Q2R a)) with (Q2R (snd (divide a p))) by (rewrite V; ring).
  unfold value_down, Q2R at 1; cbn [Qnum Qden]; revert R G; generalize grain; intros g R G.
  apply Rmult_le_reg_l with (1 := G); rewrite <- Rmult_assoc, (Rmult_comm (IZR (Zpos g))), Rmult_assoc, Rinv_r; lra.
Qed.

(** ** One polynomial on a segment *)

(** p(t)(low + width*t), every coefficient rounded down; [before] is the coefficient one power lower. *)
Fixpoint times_line (low width : Q) (before : Z) (p : list Z) : list Z :=
  match p with
  | [] => [part width before]
  | z :: p' => (part low z + part width before)%Z :: times_line low width z p'
  end.

Lemma times_line_below low width p t : 0 <= t -> forall before, whole_value (times_line low width before p) t <=
  (Q2R low + Q2R width * t) * whole_value p t + Q2R width * IZR before.
Proof.
  intros T; induction p as [|z p IH]; intros before; cbn [times_line whole_value].
  - pose proof (part_below width before); lra.
  - rewrite plus_IZR; pose proof (part_below width before); pose proof (part_below low z).
    pose proof (Rmult_le_compat_l t _ _ T (IH z)); lra.
Qed.

(** p(low + width*t) as a polynomial in t, rounded down. *)
Definition plus_first (z : Z) (p : list Z) : list Z := match p with [] => [z] | a :: p' => (z + a)%Z :: p' end.
Fixpoint on_segment (low width : Q) (p : list Z) : list Z :=
  match p with [] => [] | z :: p' => plus_first z (times_line low width 0 (on_segment low width p')) end.

Lemma plus_first_value z p t : whole_value (plus_first z p) t = IZR z + whole_value p t.
Proof. destruct p as [|a p]; cbn [plus_first whole_value]; [ring|rewrite plus_IZR; ring]. Qed.

Lemma on_segment_below low width p t : 0 <= t -> 0 <= Q2R low + Q2R width * t ->
  whole_value (on_segment low width p) t <= whole_value p (Q2R low + Q2R width * t).
Proof.
  intros T X; induction p as [|z p IH]; cbn [on_segment whole_value]; [lra|].
  rewrite plus_first_value; pose proof (times_line_below low width (on_segment low width p) t T 0) as L.
  pose proof (Rmult_le_compat_l _ _ _ X IH); lra.
Qed.

Lemma segment_point low high x : Q2R low < Q2R high -> Q2R low <= x <= Q2R high ->
  exists t, 0 <= t <= 1 /\ x = Q2R low + Q2R (sum_of high (- low)) * t.
Proof.
  intros Lt [L U]; set (w := Q2R high - Q2R low); exists ((x - Q2R low) / w); rewrite sum_of_value, Q2R_opp.
  assert (W : 0 < w) by (unfold w; lra); split; [split; [apply Rdiv_le_0_compat; lra|]|unfold w in *; field; lra].
  apply Rmult_le_reg_r with w; [exact W|]; unfold Rdiv; rewrite Rmult_assoc, Rinv_l; unfold w in *; lra.
Qed.

(** At least 0 on [low, high]. *)
Definition at_least_zero_on (low high : Q) (p : poly) : bool :=
  less low high &&&
    let width := sum_of high (- low) in
    if Qle_bool 0 low then whole_at_least_zero (on_segment low width (floors p)) else at_least_zero (compose p [low; width]).

Lemma at_least_zero_on_value low high p x :
  at_least_zero_on low high p = true -> Q2R low <= x <= Q2R high -> 0 <= value p x.
Proof.
  unfold at_least_zero_on; intros H X; apply both in H; destruct H as [Lt H]; apply less_lt in Lt.
  destruct (segment_point low high x Lt X) as [t [T E]]; set (w := sum_of high (- low)) in *; cbv zeta in H.
  destruct (Qle_bool 0 low) eqn:L0.
  - apply le_le in L0; rewrite Q2R_zero in L0.
    apply (whole_at_least_zero_value _ t) in H; [|exact T].
    pose proof (on_segment_below low w (floors p) t (proj1 T) ltac:(lra)) as B; rewrite <- E in B.
    pose proof (floors_below p x ltac:(lra)) as F; pose proof grain_positive as G.
    apply Rmult_le_reg_l with (IZR (Zpos grain)); [exact G|]; lra.
  - pose proof (at_least_zero_value _ t H T) as V; rewrite value_compose in V; cbn [value] in V.
    replace (Q2R low + t * (Q2R w + t * 0)) with x in V by (rewrite E; ring); exact V.
Qed.

(** The same where the segment may be halved, up to four times. *)
Fixpoint halves (depth : nat) (low high : Q) (p : poly) : bool :=
  if at_least_zero_on low high p then true else
  match depth with
  | O => false
  | S d => let middle := lowest ((low + high) * (1 # 2)) in halves d low middle p &&& halves d middle high p
  end.

Definition nonneg_on : Q -> Q -> poly -> bool := halves 4.

Lemma nonneg_on_value low high p x : nonneg_on low high p = true -> Q2R low <= x <= Q2R high -> 0 <= value p x.
Proof.
  unfold nonneg_on; generalize 4%nat; intros depth; revert low high; induction depth as [|d IH]; intros low high H X; cbn [halves] in H.
  - destruct (at_least_zero_on low high p) eqn:E; [apply (at_least_zero_on_value low high); assumption|discriminate].
  - destruct (at_least_zero_on low high p) eqn:E; [apply (at_least_zero_on_value low high); assumption|].
    set (middle := lowest ((low + high) * (1 # 2))) in *; apply both in H; destruct H as [L R].
    destruct (Rle_or_lt x (Q2R middle)) as [M|M]; [apply (IH low middle L); lra|apply (IH middle high R); lra].
Qed.
