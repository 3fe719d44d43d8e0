(** * Upper ends of the gap among all contracts, any number of signals: pay whose utility is a polynomial of the count

    In words.  The economies of PriceEnd.v: roots, logarithm, constant absolute risk aversion.  With S agreements among n
    signals and t = step*S - centre, pay buys the utility v(t), v the polynomial [pay].  [check_pay m c = true] proves that
    with this one contract the gap among all contracts, the effort chosen by the company, is at most [claim c]
    ([check_pay_sound]).

    How.  Expected utility is exactly a polynomial in q (CountMeans.v), so in effort or its root: where it is best, and that the
    annotator accepts, are signs of polynomials.  Another polynomial, [bill], is at least the wage that buys v(t) for
    every t that occurs: at 0 by a bracket ([buys]), elsewhere because the distance of both, after an increasing function,
    has a slope with the sign of t, which is one polynomial's sign too ([drift]).  It is Taylor's polynomial of the wage
    with a larger last coefficient, so that its mean is off by a small power of 1/n, whatever n.  Limited liability is that
    v is nowhere negative.

    Source.  This project.  Assumed: nothing; the numbers are checked. *)

From Coq Require Import Reals List ZArith QArith Qreals Qround Bool Lia Lra Psatz.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Import BinomialTilt Samples.
From FirstBest.Lib Require Export WageGap CountMeans.
Open Scope R_scope.

(** ** Signs after rounding *)

(** Nowhere in [-2, 2] above p, and short. *)
Definition lowered (p : poly) : poly := add [Qopp (2 ^ Z.of_nat (length p) # grain)] (rounded_down p).

Lemma lowered_below p x : -2 <= x <= 2 -> value (lowered p) x <= value p x.
Proof.
  intros X; pose proof (rounding_error p x X) as E; pose proof (Rle_abs (- (value p x - value (rounded_down p) x))) as A.
  rewrite Rabs_Ropp in A; pose proof grain_positive as G; unfold lowered; rewrite value_add; cbn [value]; rewrite Q2R_opp.
  unfold Q2R; cbn [Qnum Qden]; rewrite <- pow_IZR; unfold Rdiv in E.
  rewrite Rmult_minus_distr_r in E; pose proof (Rinv_0_lt_compat _ G); lra.
Qed.

Definition surely_nonneg (low high : Q) (p : poly) : bool := nonneg_on low high (lowered p).

Lemma surely_nonneg_value low high p x : -2 <= Q2R low -> Q2R high <= 2 -> surely_nonneg low high p = true ->
  Q2R low <= x <= Q2R high -> 0 <= value p x.
Proof.
  intros L H S X; apply Rle_trans with (value (lowered p) x); [apply (nonneg_on_value low high); assumption|].
  apply lowered_below; lra.
Qed.

(** After even powers of the variable were left out. *)
Fixpoint even_nonneg_on (low high : Q) (p : poly) : bool :=
  match p with
  | a :: b :: p' => if Qeq_bool a 0 &&& Qeq_bool b 0 then even_nonneg_on low high p' else surely_nonneg low high p
  | _ => surely_nonneg low high p
  end.

Lemma even_nonneg_on_value low high x : -2 <= Q2R low -> Q2R high <= 2 -> Q2R low <= x <= Q2R high ->
  forall k p, (length p <= k)%nat -> even_nonneg_on low high p = true -> 0 <= value p x.
Proof.
  intros L2 H2 Hx; induction k as [|k IH]; intros p L H.
  - destruct p; [cbn [value]; lra|simpl in L; lia].
  - destruct p as [|a [|b p]]; cbn [even_nonneg_on] in H; try (apply (surely_nonneg_value low high); assumption).
    destruct (Qeq_bool a 0 &&& Qeq_bool b 0) eqn:E; [|apply (surely_nonneg_value low high); assumption].
    apply both in E; destruct E as [A B]; apply Qeq_bool_iff, Qeq_eqR in A; apply Qeq_bool_iff, Qeq_eqR in B.
    cbn [value]; rewrite A, B, Q2R_zero.
    assert (0 <= value p x) by (apply IH; [simpl in L; lia|exact H]).
    replace (0 + x * (0 + x * value p x)) with (x * x * value p x) by ring.
    apply Rmult_le_pos; [apply Rle_0_sqr|assumption].
Qed.

(** ** Wages under a polynomial *)

(** Coefficients over one number; the first one raised. *)
Definition shared (unit : positive) (p : poly) : poly := map (fun a => Qmult a (1 # unit)) p.
Definition lifted (a : Q) (p : poly) : poly := match p with [] => [a] | b :: q => Qplus b a :: q end.

Lemma shared_value unit p x : value (shared unit p) x = value p x / IZR (Zpos unit).
Proof.
  assert (U : IZR (Zpos unit) <> 0) by (apply IZR_neq; lia).
  induction p as [|a p IH]; cbn [shared map value]; [field; exact U|].
  fold (shared unit p); rewrite IH, Q2R_mult, Q2R_unit; field; exact U.
Qed.

Lemma lifted_value a p x : value (lifted a p) x = Q2R a + value p x.
Proof. destruct p as [|b p]; cbn [lifted value]; [ring|rewrite Q2R_plus; ring]. Qed.

Lemma least_at_zero (D G : R -> R) lo hi t : lo <= 0 <= hi -> lo <= t <= hi ->
  (forall x, lo <= x <= hi -> is_derive D x (x * G x)) -> (forall x, lo <= x <= hi -> 0 <= G x) -> D 0 <= D t.
Proof.
  intros Z T Der Pos.
  assert (Between : forall x, Rmin 0 t <= x <= Rmax 0 t -> lo <= x <= hi).
  { intros x Hx; unfold Rmin, Rmax in Hx; destruct (Rle_dec 0 t); lra. }
  destruct (MVT_gen D 0 t (fun x => x * G x)) as [x [Hx E]].
  - intros x Hx; apply Der, Between; lra.
  - intros x Hx; apply continuity_pt_filterlim, (ex_derive_continuous (V := R_NormedModule)); exists (x * G x).
    apply Der, Between, Hx.
  - pose proof (Pos x (Between x Hx)) as P.
    assert (S : 0 <= x * t) by (unfold Rmin, Rmax in Hx; destruct (Rle_dec 0 t); nra).
    pose proof (Rmult_le_pos _ _ S P); rewrite Rminus_0_r in E; lra.
Qed.

Lemma exp_le x y : x <= y -> exp x <= exp y.
Proof. intros [H|H]; [left; apply exp_increasing, H|rewrite H; apply Rle_refl]. Qed.

Local Opaque grain lowered.

Section Wages.
Variable f : utility_of_money.
Variables (v raw : poly) (unit : positive) (low high log : Q).

(** The bill: [raw] over one number, less a for the logarithm. *)
Definition bill_of : poly :=
  match f with Logarithm a => lifted (- a) (shared unit raw) | Root _ | Exponential _ => shared unit raw end.

(** Above 0 on [low, high]. *)
Definition crumb : Q := 1 # 1048576.
Definition clear (p : poly) : bool := surely_nonneg low high (add [(- crumb)%Q] p).

Definition short (r : Q) : poly := add [1%Q] (scale_by (- r) v).

(** t times what is at least 0: up to what is above 0 the slope of ln w - p ln v, of ln(a + w) - v, of w + ln(1 - rv)/r. *)
Definition drift : poly :=
  match f with
  | Root p => add (scale_by (inject_Z (Zpos (Qden p))) (mul (slope raw) v)) (scale_by (inject_Z (- Qnum p)) (mul (slope v) raw))
  | Logarithm a => add (slope raw) (scale_by (-1) (mul (slope v) raw))
  | Exponential r => add (mul (slope raw) (short r)) (scale_by (inject_Z (Zneg unit)) (slope v))
  end.

Definition check_bill : bool :=
  well_formed f &&& Qle_bool (-2) low &&& Qle_bool high 2 &&& Qle_bool low 0 &&& Qle_bool 0 high &&& surely_nonneg low high v &&&
  buys f (hd 0%Q v) log (hd 0%Q bill_of) &&&
  match f with
  | Root _ => clear v &&& clear (shared unit raw)
  | Logarithm _ => clear (shared unit raw)
  | Exponential r => clear (short r)
  end &&& Qeq_bool (hd 0%Q drift) 0 &&& even_nonneg_on low high (tl (shared unit drift)).

Hypothesis L2 : -2 <= Q2R low.
Hypothesis H2 : Q2R high <= 2.

Let l : R := / IZR (Zpos unit).

Lemma l_positive : 0 < l.
Proof. apply Rinv_0_lt_compat, IZR_lt; lia. Qed.

Lemma clear_positive p t : clear p = true -> Q2R low <= t <= Q2R high -> 0 < value p t.
Proof.
  intros H T; unfold clear in H; pose proof (surely_nonneg_value low high _ t L2 H2 H T) as V; clear H.
  rewrite value_add in V; cbn [value] in V; rewrite Q2R_opp in V; unfold crumb in V; rewrite Q2R_unit in V.
  assert (0 < / IZR 1048576) by (apply Rinv_0_lt_compat, IZR_lt; lia); lra.
Qed.

Lemma raw_value t : value (shared unit raw) t = value raw t * l.
Proof. apply shared_value. Qed.

Lemma raw_positive t : 0 < value (shared unit raw) t -> 0 < value raw t.
Proof. rewrite raw_value; pose proof l_positive; intros H'; apply Rmult_lt_reg_r with l; lra. Qed.

Lemma ln_value_derive p x : 0 < value p x -> is_derive (fun y => ln (value p y)) x (value (slope p) x / value p x).
Proof.
  intros P; apply (is_derive_comp ln (value p) x (/ value p x) (value (slope p) x)); [|apply slope_derive].
  apply is_derive_Reals, derivable_pt_lim_ln, P.
Qed.

Lemma short_value r x : value (short r) x = 1 - Q2R r * value v x.
Proof. unfold short; rewrite value_add, value_scale, Q2R_opp; cbn [value]; rewrite Q2R_one; ring. Qed.

Hypothesis Wf : well_formed f = true.
Variable t : R.
Hypothesis Zt : Q2R low <= 0 <= Q2R high.
Hypothesis T : Q2R low <= t <= Q2R high.
Variable G : R -> R.
Hypothesis G0 : forall x, Q2R low <= x <= Q2R high -> 0 <= G x.
Hypothesis Vd : forall x, value drift x = x * G x.

Lemma root_bill p : f = Root p -> 0 < Q2R p -> (forall x, Q2R low <= x <= Q2R high -> 0 < value v x) ->
  (forall x, Q2R low <= x <= Q2R high -> 0 < value raw x) ->
  exp (Q2R p * ln (value v 0)) <= value raw 0 * l -> exp (Q2R p * ln (value v t)) <= value raw t * l.
Proof.
  intros E Pp Pv Pw W0; pose proof Vd as V; unfold drift in V; rewrite E in V.
  set (d := IZR (Zpos (Qden p))); assert (D0 : 0 < d) by (apply IZR_lt; lia).
  assert (Ep : Q2R p = IZR (Qnum p) / d) by reflexivity.
  set (g := fun x => G x / (d * (value raw x * value v x))).
  assert (D : ln (value raw 0) - Q2R p * ln (value v 0) <= ln (value raw t) - Q2R p * ln (value v t)).
  { apply (least_at_zero (fun x => ln (value raw x) - Q2R p * ln (value v x)) g (Q2R low) (Q2R high)); [exact Zt|exact T| |].
    - intros x X; pose proof (Pv x X); pose proof (Pw x X); pose proof (V x) as Dx.
      rewrite value_add, !value_scale, !value_mul, Q2R_inject in Dx; fold d in Dx.
      replace (Q2R (inject_Z (- Qnum p))) with (- IZR (Qnum p)) in Dx by (rewrite <- opp_IZR; unfold Q2R; simpl; field).
      replace (x * g x) with (value (slope raw) x / value raw x - Q2R p * (value (slope v) x / value v x)).
      + apply @is_derive_minus; [apply ln_value_derive; assumption|].
        apply is_derive_scal, ln_value_derive; assumption.
      + unfold g; unfold Rdiv at 3; rewrite <- Rmult_assoc, <- Dx, Ep; field; lra.
    - intros x X; pose proof (Pv x X); pose proof (Pw x X); apply Rdiv_le_0_compat; [apply G0, X|].
      apply Rmult_lt_0_compat; [exact D0|nra]. }
  pose proof l_positive as Lp; pose proof (Pw 0 Zt) as W00; pose proof (Pw t T) as Wt.
  assert (L0 : Q2R p * ln (value v 0) <= ln (value raw 0) + ln l).
  { rewrite <- ln_mult, <- (ln_exp (Q2R p * ln (value v 0))) by assumption.
    destruct W0 as [W0|W0]; [left; apply ln_increasing; [apply exp_pos|exact W0]|rewrite W0; apply Rle_refl]. }
  rewrite <- (exp_ln (value raw t * l)), ln_mult by (assumption || apply Rmult_lt_0_compat; assumption).
  apply exp_le; lra.
Qed.

Lemma log_bill a : f = Logarithm a -> 0 < Q2R a -> (forall x, Q2R low <= x <= Q2R high -> 0 < value raw x) ->
  Q2R a * exp (value v 0) <= value raw 0 * l -> Q2R a * exp (value v t) <= value raw t * l.
Proof.
  intros E A Pw W0; pose proof Vd as V; unfold drift in V; rewrite E in V.
  assert (D : ln (value raw 0) - value v 0 <= ln (value raw t) - value v t).
  { apply (least_at_zero (fun x => ln (value raw x) - value v x) (fun x => G x / value raw x) (Q2R low) (Q2R high));
      [exact Zt|exact T| |].
    - intros x X; pose proof (Pw x X); pose proof (V x) as Dx; rewrite value_add, value_scale, value_mul in Dx.
      replace (Q2R (-1)) with (-1) in Dx by (unfold Q2R; simpl; field).
      replace (x * (G x / value raw x)) with (value (slope raw) x / value raw x - value (slope v) x).
      + apply @is_derive_minus; [apply ln_value_derive; assumption|apply slope_derive].
      + unfold Rdiv at 2; rewrite <- Rmult_assoc, <- Dx; field; lra.
    - intros x X; apply Rdiv_le_0_compat; [apply G0, X|apply Pw, X]. }
  pose proof l_positive as Lp; pose proof (Pw 0 Zt) as W00; pose proof (Pw t T) as Wt.
  assert (E0 : forall y, 0 < Q2R a * exp y) by (intros; apply Rmult_lt_0_compat; [exact A|apply exp_pos]).
  assert (L0 : ln (Q2R a) + value v 0 <= ln (value raw 0) + ln l).
  { rewrite <- ln_mult by assumption; rewrite <- (ln_exp (value v 0)) at 1; rewrite <- ln_mult by (exact A || apply exp_pos).
    destruct W0 as [W0|W0]; [left; apply ln_increasing; [apply E0|exact W0]|rewrite W0; apply Rle_refl]. }
  rewrite <- (exp_ln (value raw t * l)), ln_mult by (assumption || apply Rmult_lt_0_compat; assumption).
  rewrite <- (exp_ln (Q2R a)) at 1 by exact A; rewrite <- exp_plus; apply exp_le; lra.
Qed.

Lemma cara_bill r : f = Exponential r -> 0 < Q2R r -> (forall x, Q2R low <= x <= Q2R high -> 0 < value (short r) x) ->
  value raw 0 * l + ln (value (short r) 0) / Q2R r <= value raw t * l + ln (value (short r) t) / Q2R r.
Proof.
  intros E A P1; pose proof Vd as V; unfold drift in V; rewrite E in V; pose proof l_positive as Lp.
  apply (least_at_zero (fun x => value raw x * l + ln (value (short r) x) / Q2R r)
    (fun x => G x * l / value (short r) x) (Q2R low) (Q2R high)); [exact Zt|exact T| |].
  - intros x X; pose proof (P1 x X); pose proof (V x) as Dx; rewrite value_add, value_scale, value_mul in Dx.
    replace (Q2R (inject_Z (Zneg unit))) with (- IZR (Zpos unit)) in Dx by (rewrite <- opp_IZR; unfold Q2R; simpl; field).
    assert (So : value (slope (short r)) x = - (Q2R r * value (slope v) x)).
    { rewrite <- (is_derive_unique _ _ _ (slope_derive (short r) x)); apply is_derive_unique.
      apply is_derive_ext with (fun y => 1 + - Q2R r * value v y);
        [intros y; rewrite short_value; change (1 + - Q2R r * value v y = 1 - Q2R r * value v y); ring|].
      replace (- (Q2R r * value (slope v) x)) with (plus 0 (- Q2R r * value (slope v) x))
        by (change (0 + - Q2R r * value (slope v) x = - (Q2R r * value (slope v) x)); ring).
      apply @is_derive_plus; [apply @is_derive_const|apply is_derive_scal, slope_derive]. }
    replace (x * (G x * l / value (short r) x)) with
      (plus (l * value (slope raw) x) (/ Q2R r * (value (slope (short r)) x / value (short r) x))).
    + apply @is_derive_plus.
      * apply is_derive_ext with (fun y => l * value raw y); [intros y; apply Rmult_comm|apply is_derive_scal, slope_derive].
      * apply is_derive_ext with (fun y => / Q2R r * ln (value (short r) y)); [intros y; unfold Rdiv; apply Rmult_comm|].
        apply is_derive_scal, ln_value_derive; assumption.
    + rewrite So; unfold Rdiv at 2; rewrite <- !Rmult_assoc, <- Dx.
      assert (Lu : IZR (Zpos unit) = / l) by (unfold l; rewrite Rinv_inv; reflexivity); rewrite Lu.
      change (l * value (slope raw) x + / Q2R r * (- (Q2R r * value (slope v) x) / value (short r) x) =
        (value (slope raw) x * value (short r) x + - / l * value (slope v) x) * l * / value (short r) x); field; lra.
  - intros x X; apply Rdiv_le_0_compat; [apply Rmult_le_pos; [apply G0, X|lra]|apply P1, X].
Qed.
End Wages.

Theorem check_bill_sound f v raw unit low high log t : check_bill f v raw unit low high log = true ->
  Q2R low <= t <= Q2R high -> payable f (value v t) /\ wage f (value v t) <= value (bill_of f raw unit) t.
Proof.
  intros H T; unfold check_bill in H.
  apply both in H; destruct H as [H Ev]; apply both in H; destruct H as [H Z].
  apply both in H; destruct H as [H Cl]; apply both in H; destruct H as [H B].
  apply both in H; destruct H as [H V0]; apply both in H; destruct H as [H Hi].
  apply both in H; destruct H as [H Lo]; apply both in H; destruct H as [H H2].
  apply both in H; destruct H as [Wf L2]; apply le_le in Lo; apply le_le in Hi; apply le_le in L2; apply le_le in H2.
  rewrite Q2R_zero in Lo, Hi; apply Qeq_bool_iff, Qeq_eqR in Z; rewrite Q2R_zero in Z.
  replace (Q2R (-2)) with (-2) in L2 by (unfold Q2R; simpl; field); replace (Q2R 2) with 2 in H2 by (unfold Q2R; simpl; field).
  destruct (buys_sound _ _ _ _ Wf B) as [Pay0 W0]; rewrite <- value_zero in Pay0; rewrite <- !value_zero in W0.
  apply (surely_nonneg_value _ _ _ t L2 H2) in V0; [|exact T].
  assert (Zt : Q2R low <= 0 <= Q2R high) by lra.
  set (d := drift f v raw unit) in *; set (G := fun x => value (tl (shared unit d)) x * IZR (Zpos unit)).
  assert (U : 0 < IZR (Zpos unit)) by (apply IZR_lt; lia).
  assert (G0 : forall x, Q2R low <= x <= Q2R high -> 0 <= G x).
  { intros x X; apply Rmult_le_pos; [exact (even_nonneg_on_value low high x L2 H2 X _ _ (le_n _) Ev)|lra]. }
  assert (Vd : forall x, value d x = x * G x).
  { intros x; unfold G; assert (S : value d x = value (shared unit d) x * IZR (Zpos unit)) by (rewrite shared_value; field; lra).
    rewrite S; destruct d as [|a r]; cbn [shared map tl value hd] in *; [ring|rewrite Q2R_mult, Z; ring]. }
  assert (Raw : forall x, value (shared unit raw) x = value raw x * / IZR (Zpos unit)) by (intros; apply shared_value).
  pose proof (clear_positive low high L2 H2) as Clear.
  revert W0; unfold bill_of, payable, wage in *; destruct f as [p|a|r] eqn:E; intros W0.
  - apply both in Cl; destruct Cl as [Cv Cw]; pose proof (root_large (Root p) Wf p eq_refl) as P.
    pose proof (Clear v 0 Cv Zt) as V00; pose proof (Clear v t Cv T) as Vt; split; [split; [exact V0|exact I]|].
    destruct (Rle_dec (value v 0) 0) as [|_]; [lra|]; destruct (Rle_dec (value v t) 0) as [|_]; [lra|].
    rewrite Raw in *; unfold Rpower in *.
    apply (root_bill (Root p) v raw unit low high t Zt T G G0 Vd p eq_refl); [lra|intros x; apply Clear, Cv| |exact W0].
    intros x X; apply (raw_positive raw unit), Clear; assumption.
  - pose proof (log_positive (Logarithm a) Wf a eq_refl) as A; split; [split; [exact V0|exact I]|].
    rewrite lifted_value, Q2R_opp, Raw in *.
    assert (Q2R a * exp (value v t) <= value raw t * / IZR (Zpos unit)); [|lra].
    apply (log_bill (Logarithm a) v raw unit low high t Zt T G G0 Vd a eq_refl A); [|lra].
    intros x X; apply (raw_positive raw unit), Clear; assumption.
  - pose proof (cara_positive (Exponential r) Wf r eq_refl) as A.
    pose proof (Clear _ t Cl T) as Pt; rewrite short_value in Pt; split; [split; [exact V0|lra]|].
    pose proof (cara_bill (Exponential r) v raw unit low high t Zt T G G0 Vd r eq_refl A (fun x => Clear _ x Cl)) as D.
    rewrite !short_value in D; rewrite Raw in *; lra.
Qed.

Lemma check_bill_range f v raw unit low high log : check_bill f v raw unit low high log = true ->
  well_formed f = true /\ -2 <= Q2R low /\ Q2R high <= 2.
Proof.
  intros H; unfold check_bill in H.
  do 7 (apply both in H; destruct H as [H _]); apply both in H; destruct H as [H H2].
  apply both in H; destruct H as [H L2]; apply le_le in L2; apply le_le in H2.
  replace (Q2R (-2)) with (-2) in L2 by (unfold Q2R; simpl; field); replace (Q2R 2) with 2 in H2 by (unfold Q2R; simpl; field).
  repeat split; assumption.
Qed.

(** ** The checker *)

Definition floor_1024 (a : Q) : Q := Qmake (Qfloor (a * 1024)) 1024.

Lemma floor_1024_below a : Q2R (floor_1024 a) <= Q2R a.
Proof.
  pose proof (Qfloor_le (a * 1024)) as F; apply Qle_Rle in F; rewrite Q2R_mult in F.
  replace (Q2R 1024) with 1024 in F by (unfold Q2R; simpl; field).
  replace (Q2R (inject_Z (Qfloor (a * 1024)))) with (IZR (Qfloor (a * 1024))) in F by (unfold Q2R; simpl; field).
  unfold floor_1024, Q2R at 1; cbn [Qnum Qden]; lra.
Qed.

(** [low] and [high], as an effort or its root, have a best reply between them; [log_centre] is for [buys] at t = 0. *)
Record pay_certificate := PayCertificate
  { signals : positive; claim : Q;
    step : Q; centre : Q; pay : poly; bill : poly; unit : positive; log_centre : Q;
    low : Q; high : Q;
    worth_price : point; most : Q; most_near : Q; most_bend : Q }.

Section Checker.
Variables (m : economy) (c : pay_certificate).

(** Not above the least t and not below the greatest: short, so that what is computed with them is. *)
Definition least : Q := floor_1024 (- centre c).
Definition greatest : Q := (- floor_1024 (- (step c * inject_Z (Zpos (signals c)) - centre c)))%Q.

(** A mean, in effort or its root. *)
Definition mean_at (p : poly) : poly := compose (mean_poly (signals c) (step c) (centre c) p) (agreement_poly m).

(** At least what pay costs, as a polynomial of t. *)
Definition billed : poly := bill_of (family m) (bill c) (unit c).

(** What the annotator is left above the outside option. *)
Definition rent : poly := add (mean_at (pay c)) (scale_by (-1) (utility_poly m)).

Definition low_is_best_below (rent : poly) : bool :=
  Qle_bool 0 (value_down rent (low c)) &&& nonneg_on 0 (low c) (quotient_down (low c) rent).
Definition high_is_best_above (rent : poly) : bool :=
  nonneg_on (high c) 1 (quotient_down (high c) (scale_by (-1) rent)).

Definition check_pay : bool :=
  less 0 (kappa m) &&& less (kappa m) 1 &&& less 0 (step c) &&& Qle_bool 0 (low c) &&& Qle_bool (high c) 1 &&& less (low c) (high c) &&&
  check_bill (family m) (pay c) (bill c) (unit c) least greatest (log_centre c) &&&
  seen_at_most m (worth_price c) (most c) (most_near c) (most_bend c) &&&
  nonneg_on (low c) (high c)
    (rounded_down (add [Qred (claim c - most c)] (add (benefit_poly m) (scale_by (-1) (mean_at (rounded_up billed)))))) &&&
  let left := rent in low_is_best_below left &&& high_is_best_above left.
End Checker.

Lemma minus_one : Q2R (-1) = -1. Proof. unfold Q2R; simpl; field. Qed.

Section Sound.
Variables (m : economy) (c : pay_certificate).
Hypothesis K0 : 0 < Q2R (kappa m).
Hypothesis K1 : Q2R (kappa m) < 1.
Hypothesis S0 : 0 < Q2R (step c).
Let n : nat := Pos.to_nat (signals c).
Let t (k : nat) : R := placed (step c) (centre c) k.

Lemma placed_range k : (k <= n)%nat -> Q2R (least c) <= t k <= Q2R (greatest c).
Proof.
  intros K; apply le_INR in K; pose proof (pos_INR k); unfold t, placed, least, greatest.
  pose proof (floor_1024_below (- centre c)) as B1; rewrite Q2R_opp in B1.
  pose proof (floor_1024_below (- (step c * inject_Z (Zpos (signals c)) - centre c))) as B2.
  rewrite Q2R_opp, Q2R_minus, Q2R_mult, Q2R_inject in B2; rewrite Q2R_opp; revert B1 B2.
  generalize (Q2R (floor_1024 (- centre c))), (Q2R (floor_1024 (- (step c * inject_Z (Zpos (signals c)) - centre c)))); intros x y B1 B2.
  replace (IZR (Zpos (signals c))) with (INR n) in B2 by (unfold n; rewrite INR_IZR_INZ, positive_nat_Z; reflexivity).
  pose proof (Rmult_le_compat_l _ _ _ (Rlt_le _ _ S0) K); pose proof (Rmult_le_pos _ _ (Rlt_le _ _ S0) H); lra.
Qed.

Lemma mean_at_value p e : 0 <= e <= 1 -> value (mean_at m c p) (root m e) = mean (agreement m e) n (fun k => value p (t k)).
Proof.
  intros He; unfold mean_at; rewrite value_compose, agreement_value by apply He.
  apply mean_poly_value, (agreement_inside m K0 K1 e He).
Qed.

Lemma rent_value e : 0 <= e <= 1 ->
  value (rent m c) (root m e) = mean (agreement m e) n (fun k => value (pay c) (t k)) - utility m e.
Proof.
  intros He; unfold rent; rewrite value_add, value_scale, minus_one, mean_at_value, utility_value by (exact He || apply He); ring.
Qed.

(** Some effort between is a best reply among all. *)
Lemma best_reply : 0 <= Q2R (low c) -> Q2R (high c) <= 1 -> low_is_best_below c (rent m c) = true ->
  high_is_best_above c (rent m c) = true -> Q2R (low c) < Q2R (high c) ->
  exists x, Q2R (low c) <= x <= Q2R (high c) /\ 0 <= x <= 1 /\ 0 <= value (rent m c) x /\
    forall y, 0 <= y <= 1 -> value (rent m c) y <= value (rent m c) x.
Proof.
  intros A0 B1 L H Order; unfold low_is_best_below, high_is_best_above in *; set (A := rent m c) in *.
  apply both in L; destruct L as [Rl L]; apply le_le in Rl; rewrite Q2R_zero in Rl.
  pose proof (value_down_below A (low c) A0) as Rd; pose proof (Rle_trans _ _ _ Rl Rd) as Al; clear Rl Rd.
  pose proof (value_divide (low c) A) as Dl; pose proof (value_divide (high c) (scale_by (-1) A)) as Dh.
  destruct (continuity_ab_maj (value A) (Q2R (low c)) (Q2R (high c)) ltac:(lra)) as [x [Most Hx]].
  { intros y _; apply continuity_pt_filterlim, (ex_derive_continuous (V := R_NormedModule)); eexists; apply slope_derive. }
  assert (Ah : Q2R (snd (divide (high c) (scale_by (-1) A))) = - value A (Q2R (high c))).
  { specialize (Dh (Q2R (high c))); rewrite value_scale, minus_one in Dh; lra. }
  assert (El : Q2R (snd (divide (low c) A)) = value A (Q2R (low c))) by (rewrite (Dl (Q2R (low c))); ring).
  pose proof (Most (Q2R (low c)) ltac:(lra)) as Ml; pose proof (Most (Q2R (high c)) ltac:(lra)) as Mh.
  exists x; split; [exact Hx|split; [lra|split; [lra|]]]; intros y Hy.
  destruct (Rle_or_lt y (Q2R (low c))) as [Y|Y]; [|destruct (Rle_or_lt (Q2R (high c)) y) as [Y'|Y']].
  - apply (nonneg_on_value _ _ _ y) in L; [|rewrite Q2R_zero; lra]; pose proof (quotient_down_below (low c) A y A0 (proj1 Hy)); rewrite Dl, El; nra.
  - apply (nonneg_on_value _ _ _ y) in H; [|rewrite Q2R_one; lra].
    pose proof (quotient_down_below (high c) (scale_by (-1) A) y ltac:(lra) (proj1 Hy)) as D.
    specialize (Dh y); rewrite value_scale, minus_one, Ah in Dh; nra.
  - apply Most; lra.
Qed.
End Sound.

Theorem check_pay_sound m c : check_pay m c = true -> gap_at_most m any_pay (Pos.to_nat (signals c)) (Q2R (claim c)).
Proof.
  unfold check_pay; intros H.
  apply both in H; destruct H as [H Reply]; cbv zeta in Reply; apply both in Reply; destruct Reply as [Below Above].
  apply both in H; destruct H as [H Cost]; apply both in H; destruct H as [H Seen].
  apply both in H; destruct H as [H Bill]; apply both in H; destruct H as [H Order].
  apply both in H; destruct H as [H B1]; apply both in H; destruct H as [H A0].
  apply both in H; destruct H as [H S0]; apply both in H; destruct H as [K0 K1].
  apply less_lt in K0; apply less_lt in K1; apply less_lt in S0; apply less_lt in Order; apply le_le in A0; apply le_le in B1.
  rewrite Q2R_zero in *; rewrite Q2R_one in *.
  destruct (check_bill_range _ _ _ _ _ _ _ Bill) as [Wf [L2 G2]].
  destruct (best_reply m c A0 B1 Below Above Order) as [x [Hx [X01 [Part Best]]]].
  set (n := Pos.to_nat (signals c)) in *; set (t := placed (step c) (centre c)) in *.
  pose proof (effort_range m x X01) as Ex; pose proof (root_of_effort m x (proj1 X01)) as Rx.
  assert (Mean : forall q g, expect q n (fun s => g (Model.count s)) = mean q n g) by (intros; apply expect_count).
  assert (Range : forall k, (k <= n)%nat -> Q2R (least c) <= t k <= Q2R (greatest c))
    by (intros k; apply (placed_range c S0)).
  assert (Rent : forall d, 0 <= d <= 1 -> value (rent m c) (root m d) =
    mean (agreement m d) n (fun k => value (pay c) (t k)) - utility m d) by (intros d; apply (rent_value m c K0 K1)).
  exists (fun s => value (pay c) (t (Model.count s))), (effort m x); split; [exact I|split].
  - split; [exact Ex|split; [|split]].
    + intros s Ls; apply (check_bill_sound _ _ _ _ _ _ _ _ Bill), Range; rewrite <- Ls; apply count_length.
    + intros d Hd; rewrite !(Mean _ (fun k => value (pay c) (t k))).
      pose proof (Best (root m d) (root_range m d Hd)) as B; rewrite <- Rx, !Rent in B by assumption.
      unfold utility in B; lra.
    + unfold participates; rewrite (Mean _ (fun k => value (pay c) (t k))); rewrite <- Rx, Rent in Part by exact Ex.
      unfold utility in Part; lra.
  - intros e0 He0 Pe0; pose proof (seen_at_most_sound m _ _ _ _ e0 Wf Seen He0 Pe0) as F; unfold under.
    rewrite (Mean _ (fun k => wage (family m) (value (pay c) (t k)))).
    pose proof (agreement_inside m K0 K1 _ Ex) as Q; unfold probability in Q.
    assert (Pay : mean (agreement m (effort m x)) n (fun k => wage (family m) (value (pay c) (t k))) <=
      mean (agreement m (effort m x)) n (fun k => value (rounded_up (billed m c)) (t k))).
    { apply mean_le; [lra|]; intros k Hk; pose proof (Range k Hk) as T.
      apply Rle_trans with (value (billed m c) (t k)); [apply (check_bill_sound _ _ _ _ _ _ _ _ Bill T)|].
      apply rounded_up_above; lra. }
    apply (nonneg_on_value _ _ _ x) in Cost; [|exact Hx].
    pose proof (rounded_down_below (add [Qred (claim c - most c)]
      (add (benefit_poly m) (scale_by (-1) (mean_at m c (rounded_up (billed m c)))))) x (proj1 X01)) as Down.
    apply (Rle_trans _ _ _ Cost) in Down; clear Cost; rename Down into Cost.
    rewrite <- Rx, !value_add, value_scale, minus_one, (mean_at_value m c K0 K1), benefit_value in Cost by (exact Ex || apply Ex).
    cbn [value] in Cost; rewrite Q2R_red, Q2R_minus in Cost; fold n t in Cost; lra.
Qed.

Theorem check_pays_sound m cs : forallb (check_pay m) cs = true ->
  upper_ends m any_pay (map (fun c => (signals c, claim c)) cs).
Proof.
  intros H n u I; apply in_map_iff in I; destruct I as [c [E I]]; injection E as <- <-.
  apply check_pay_sound; rewrite forallb_forall in H; apply H, I.
Qed.

(** All that a file needs: the economy [m] and the certificates [cs] are written out. *)
Ltac prove_pay_ends m cs := refine (check_pays_sound m cs _); computed.

(** Twins that the checker has to reject: pay steeper in the count, wages that do not buy it, a bolder claim. *)
Definition with_step (c : pay_certificate) (s : Q) : pay_certificate :=
  PayCertificate (signals c) (claim c) s (centre c) (pay c) (bill c) (unit c) (log_centre c) (low c) (high c)
    (worth_price c) (most c) (most_near c) (most_bend c).
Definition with_bill (c : pay_certificate) (w : Q) : pay_certificate :=
  PayCertificate (signals c) (claim c) (step c) (centre c) (pay c) (w :: tl (bill c)) (unit c) (log_centre c) (low c) (high c)
    (worth_price c) (most c) (most_near c) (most_bend c).
Definition with_claim (c : pay_certificate) (u : Q) : pay_certificate :=
  PayCertificate (signals c) u (step c) (centre c) (pay c) (bill c) (unit c) (log_centre c) (low c) (high c)
    (worth_price c) (most c) (most_near c) (most_bend c).
