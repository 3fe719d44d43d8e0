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

From Coq Require Import Reals List ZArith QArith Qreals Bool Lia Lra Psatz.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Import BinomialTilt Samples.
From FirstBest.Lib Require Export WageGap CountMeans.
Open Scope R_scope.

(** ** Signs on a segment, halved up to four times *)

Fixpoint halves (depth : nat) (low high : Q) (p : poly) : bool :=
  if at_least_zero_on low high p then true else
  match depth with
  | O => false
  | S d => let middle := Qred ((low + high) * (1 # 2)) in halves d low middle p && halves d middle high p
  end.

Definition nonneg_on : Q -> Q -> poly -> bool := halves 4.

Lemma nonneg_on_value low high p x : nonneg_on low high p = true -> Q2R low <= x <= Q2R high -> 0 <= value p x.
Proof.
  unfold nonneg_on; generalize 4%nat; intros depth; revert low high; induction depth as [|d IH]; intros low high H X; cbn [halves] in H.
  - destruct (at_least_zero_on low high p) eqn:E; [apply (at_least_zero_on_value low high); assumption|discriminate].
  - destruct (at_least_zero_on low high p) eqn:E; [apply (at_least_zero_on_value low high); assumption|].
    set (middle := Qred ((low + high) * (1 # 2))) in *; apply andb_prop in H; destruct H as [L R].
    destruct (Rle_or_lt x (Q2R middle)) as [M|M]; [apply (IH low middle L); lra|apply (IH middle high R); lra].
Qed.

(** After even powers of the variable were left out. *)
Fixpoint even_nonneg_on (low high : Q) (p : poly) : bool :=
  match p with
  | a :: b :: p' => if Qeq_bool a 0 && Qeq_bool b 0 then even_nonneg_on low high p' else nonneg_on low high p
  | _ => nonneg_on low high p
  end.

Lemma even_nonneg_on_value low high x : Q2R low <= x <= Q2R high ->
  forall k p, (length p <= k)%nat -> even_nonneg_on low high p = true -> 0 <= value p x.
Proof.
  intros Hx; induction k as [|k IH]; intros p L H.
  - destruct p; [cbn [value]; lra|simpl in L; lia].
  - destruct p as [|a [|b p]]; cbn [even_nonneg_on] in H; try (apply (nonneg_on_value low high); assumption).
    destruct (Qeq_bool a 0 && Qeq_bool b 0) eqn:E; [|apply (nonneg_on_value low high); assumption].
    apply andb_prop in E; destruct E as [A B]; apply Qeq_bool_iff, Qeq_eqR in A; apply Qeq_bool_iff, Qeq_eqR in B.
    cbn [value]; rewrite A, B, Q2R_zero.
    assert (0 <= value p x) by (apply IH; [simpl in L; lia|exact H]).
    replace (0 + x * (0 + x * value p x)) with (x * x * value p x) by ring.
    apply Rmult_le_pos; [apply Rle_0_sqr|assumption].
Qed.

(** ** Wages under a polynomial *)

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

Section Wages.
Variable f : utility_of_money.
Variables (v w : poly) (low high log : Q).

(** Above 0 on [low, high]. *)
Definition crumb : Q := 1 # 1048576.
Definition clear (p : poly) : bool := nonneg_on low high (add [(- crumb)%Q] p).

(** t times what is at least 0: the slope of ln w - p ln v, of ln(a + w) - v, of w + ln(1 - rv)/r, times what is above 0. *)
Definition drift : poly :=
  match f with
  | Root p => add (mul (slope w) v) (scale_by (- p) (mul (slope v) w))
  | Logarithm a => add (slope w) (scale_by (-1) (mul (slope v) (add [a] w)))
  | Exponential r => add (mul (slope w) (add [1%Q] (scale_by (- r) v))) (scale_by (-1) (slope v))
  end.

Definition check_bill : bool :=
  well_formed f && Qle_bool low 0 && Qle_bool 0 high && nonneg_on low high v &&
  buys f (hd 0%Q v) log (hd 0%Q w) &&
  match f with
  | Root _ => clear v && clear w
  | Logarithm a => clear (add [a] w)
  | Exponential r => clear (add [1%Q] (scale_by (- r) v))
  end && Qeq_bool (hd 0%Q drift) 0 && even_nonneg_on low high (tl drift).

Lemma clear_positive p t : clear p = true -> Q2R low <= t <= Q2R high -> 0 < value p t.
Proof.
  intros H T; apply (nonneg_on_value _ _ _ t) in H; [|exact T].
  rewrite value_add in H; cbn [value] in H; rewrite Q2R_opp in H; unfold crumb in H; rewrite Q2R_unit in H.
  assert (0 < / IZR 1048576) by (apply Rinv_0_lt_compat, IZR_lt; lia); lra.
Qed.

Lemma ln_value_derive p x : 0 < value p x -> is_derive (fun y => ln (value p y)) x (value (slope p) x / value p x).
Proof.
  intros P; apply (is_derive_comp ln (value p) x (/ value p x) (value (slope p) x)); [|apply slope_derive].
  apply is_derive_Reals, derivable_pt_lim_ln, P.
Qed.

Theorem check_bill_sound t : check_bill = true -> Q2R low <= t <= Q2R high ->
  payable f (value v t) /\ wage f (value v t) <= value w t.
Proof.
  intros H T; unfold check_bill in H.
  apply andb_prop in H; destruct H as [H Ev]; apply andb_prop in H; destruct H as [H Z].
  apply andb_prop in H; destruct H as [H Cl]; apply andb_prop in H; destruct H as [H B].
  apply andb_prop in H; destruct H as [H V0]; apply andb_prop in H; destruct H as [H Hi].
  apply andb_prop in H; destruct H as [Wf Lo]; apply le_le in Lo; apply le_le in Hi; rewrite Q2R_zero in Lo, Hi.
  apply Qeq_bool_iff, Qeq_eqR in Z; rewrite Q2R_zero in Z.
  destruct (buys_sound _ _ _ _ Wf B) as [Pay0 W0]; rewrite <- value_zero in Pay0; rewrite <- !value_zero in W0.
  apply (nonneg_on_value _ _ _ t) in V0; [|exact T].
  assert (G0 : forall x, Q2R low <= x <= Q2R high -> 0 <= value (tl drift) x)
    by (intros x X; exact (even_nonneg_on_value low high x X _ _ (le_n _) Ev)).
  assert (Vd : forall x, value drift x = x * value (tl drift) x).
  { intros x; destruct drift as [|a r]; cbn [tl value hd] in *; [ring|rewrite Z; ring]. }
  assert (Zt : Q2R low <= 0 <= Q2R high) by lra.
  revert G0 Vd; unfold drift; intros G0 Vd; unfold payable, wage in *; destruct f as [p|a|r] eqn:E.
  - apply andb_prop in Cl; destruct Cl as [Cv Cw].
    assert (Pv : forall x, Q2R low <= x <= Q2R high -> 0 < value v x) by (intros; apply clear_positive; assumption).
    assert (Pw : forall x, Q2R low <= x <= Q2R high -> 0 < value w x) by (intros; apply clear_positive; assumption).
    split; [split; [exact V0|exact I]|].
    pose proof (Pv 0 Zt) as V00; pose proof (Pv t T) as Vt; pose proof (Pw 0 Zt) as W00; pose proof (Pw t T) as Wt.
    destruct (Rle_dec (value v 0) 0) as [|_]; [lra|]; destruct (Rle_dec (value v t) 0) as [|_]; [lra|].
    set (g := fun x => value (tl (add (mul (slope w) v) (scale_by (- p) (mul (slope v) w)))) x / (value w x * value v x)).
    assert (D : ln (value w 0) - Q2R p * ln (value v 0) <= ln (value w t) - Q2R p * ln (value v t)).
    { apply (least_at_zero (fun x => ln (value w x) - Q2R p * ln (value v x)) g (Q2R low) (Q2R high)); [exact Zt|exact T| |].
      - intros x X; pose proof (Pv x X); pose proof (Pw x X); pose proof (Vd x) as Dx.
        rewrite value_add, value_scale, !value_mul, Q2R_opp in Dx.
        replace (x * g x) with (value (slope w) x / value w x - Q2R p * (value (slope v) x / value v x)).
        + apply @is_derive_minus; [apply ln_value_derive; assumption|].
          apply is_derive_scal, ln_value_derive; assumption.
        + unfold g; unfold Rdiv at 3; rewrite <- Rmult_assoc, <- Dx; field; lra.
      - intros x X; pose proof (Pv x X); pose proof (Pw x X); apply Rdiv_le_0_compat; [apply G0, X|nra]. }
    unfold Rpower in *.
    assert (L0 : Q2R p * ln (value v 0) <= ln (value w 0)).
    { rewrite <- (ln_exp (Q2R p * ln (value v 0))); destruct W0 as [W0|W0];
        [left; apply ln_increasing; [apply exp_pos|exact W0]|rewrite W0; apply Rle_refl]. }
    rewrite <- (exp_ln (value w t)) by exact Wt.
    assert (L : Q2R p * ln (value v t) <= ln (value w t)) by lra.
    destruct L as [L|L]; [left; apply exp_increasing, L|rewrite L; apply Rle_refl].
  - pose proof (log_positive (Logarithm a) Wf a eq_refl) as A.
    assert (Pw : forall x, Q2R low <= x <= Q2R high -> 0 < value (add [a] w) x) by (intros; apply clear_positive; assumption).
    split; [split; [exact V0|exact I]|].
    assert (D : ln (value (add [a] w) 0) - value v 0 <= ln (value (add [a] w) t) - value v t).
    { set (g := fun x => value (tl (add (slope w) (scale_by (-1) (mul (slope v) (add [a] w))))) x / value (add [a] w) x).
      apply (least_at_zero (fun x => ln (value (add [a] w) x) - value v x) g (Q2R low) (Q2R high)); [exact Zt|exact T| |].
      - intros x X; pose proof (Pw x X); pose proof (Vd x) as Dx; rewrite (value_add (slope w)), value_scale, value_mul in Dx.
        replace (Q2R (-1)) with (-1) in Dx by (unfold Q2R; simpl; field).
        replace (x * g x) with (value (slope w) x / value (add [a] w) x - value (slope v) x).
        + apply @is_derive_minus; [|apply slope_derive].
          replace (value (slope w) x) with (value (slope (add [a] w)) x); [apply ln_value_derive; assumption|].
          rewrite <- (is_derive_unique _ _ _ (slope_derive (add [a] w) x)); apply is_derive_unique.
          apply is_derive_ext with (fun y => Q2R a + value w y); [intros y; rewrite value_add; cbn [value]; change (Q2R a + value w y = Q2R a + y * 0 + value w y); ring|].
          replace (value (slope w) x) with (plus 0 (value (slope w) x)) by (change (0 + value (slope w) x = value (slope w) x); ring).
          apply @is_derive_plus; [apply @is_derive_const|apply slope_derive].
        + unfold g; unfold Rdiv at 2; rewrite <- Rmult_assoc, <- Dx; field; lra.
      - intros x X; apply Rdiv_le_0_compat; [apply G0, X|apply Pw, X]. }
    pose proof (Pw 0 Zt) as P0; pose proof (Pw t T) as Pt; rewrite (value_add [a] w 0) in D, P0; rewrite (value_add [a] w t) in D, Pt.
    cbn [value] in D, P0, Pt.
    assert (X0 : Q2R a * exp (value v 0) <= Q2R a + value w 0) by lra.
    assert (E0 : 0 < Q2R a * exp (value v 0)) by (apply Rmult_lt_0_compat; [exact A|apply exp_pos]).
    assert (X1 : ln (Q2R a * exp (value v 0)) <= ln (Q2R a + value w 0)).
    { destruct X0 as [X0|X0]; [left; apply ln_increasing; assumption|rewrite X0; apply Rle_refl]. }
    rewrite ln_mult, ln_exp in X1 by (exact A || apply exp_pos).
    assert (X : ln (Q2R a * exp (value v t)) <= ln (Q2R a + t * 0 + value w t)).
    { rewrite ln_mult, ln_exp by (exact A || apply exp_pos).
      replace (Q2R a + 0 * 0 + value w 0) with (Q2R a + value w 0) in D by ring; lra. }
    assert (Q2R a * exp (value v t) <= Q2R a + t * 0 + value w t); [|lra].
    rewrite <- (exp_ln (Q2R a * exp (value v t))) by (apply Rmult_lt_0_compat; [exact A|apply exp_pos]).
    rewrite <- (exp_ln (Q2R a + t * 0 + value w t)) by exact Pt.
    destruct X as [X|X]; [left; apply exp_increasing, X|rewrite X; apply Rle_refl].
  - pose proof (cara_positive (Exponential r) Wf r eq_refl) as A.
    set (one := add [1%Q] (scale_by (- r) v)) in *.
    assert (One : forall x, value one x = 1 - Q2R r * value v x).
    { intros x; unfold one; rewrite value_add, value_scale, Q2R_opp; cbn [value]; rewrite Q2R_one; ring. }
    assert (P1 : forall x, Q2R low <= x <= Q2R high -> 0 < value one x) by (intros; apply clear_positive; assumption).
    pose proof (P1 t T) as Pt; split; [split; [exact V0|rewrite One in Pt; lra]|].
    assert (D : value w 0 + ln (value one 0) / Q2R r <= value w t + ln (value one t) / Q2R r).
    { set (g := fun x => value (tl (add (mul (slope w) one) (scale_by (-1) (slope v)))) x / value one x).
      apply (least_at_zero (fun x => value w x + ln (value one x) / Q2R r) g (Q2R low) (Q2R high)); [exact Zt|exact T| |].
      - intros x X; pose proof (P1 x X); pose proof (Vd x) as Dx; rewrite value_add, value_scale, value_mul in Dx.
        replace (Q2R (-1)) with (-1) in Dx by (unfold Q2R; simpl; field).
        assert (So : value (slope one) x = - (Q2R r * value (slope v) x)).
        { rewrite <- (is_derive_unique _ _ _ (slope_derive one x)); apply is_derive_unique.
          apply is_derive_ext with (fun y => 1 + - Q2R r * value v y);
            [intros y; rewrite One; change (1 + - Q2R r * value v y = 1 - Q2R r * value v y); ring|].
          replace (- (Q2R r * value (slope v) x)) with (plus 0 (- Q2R r * value (slope v) x))
            by (change (0 + - Q2R r * value (slope v) x = - (Q2R r * value (slope v) x)); ring).
          apply @is_derive_plus; [apply @is_derive_const|apply is_derive_scal, slope_derive]. }
        replace (x * g x) with (plus (value (slope w) x) (/ Q2R r * (value (slope one) x / value one x))).
        + apply @is_derive_plus; [apply slope_derive|].
          apply is_derive_ext with (fun y => / Q2R r * ln (value one y)); [intros y; unfold Rdiv; apply Rmult_comm|].
          apply is_derive_scal, ln_value_derive; assumption.
        + rewrite So; unfold g; unfold Rdiv at 2; rewrite <- Rmult_assoc, <- Dx.
          change (value (slope w) x + / Q2R r * (- (Q2R r * value (slope v) x) / value one x) =
            (value (slope w) x * value one x + -1 * value (slope v) x) * / value one x); field; lra.
      - intros x X; apply Rdiv_le_0_compat; [apply G0, X|apply P1, X]. }
    rewrite !One in D; lra.
Qed.
End Wages.

(** ** The checker *)

(** [low] and [high], as an effort or its root, have a best reply between them; [log_centre] is for [buys] at t = 0. *)
Record pay_certificate := PayCertificate
  { signals : positive; claim : Q;
    step : Q; centre : Q; pay : poly; bill : poly; log_centre : Q;
    low : Q; high : Q;
    worth_price : point; most : Q; most_near : Q; most_bend : Q }.

Section Checker.
Variables (m : economy) (c : pay_certificate).

(** The least and the greatest t. *)
Definition least : Q := (- centre c)%Q.
Definition greatest : Q := Qred (step c * inject_Z (Zpos (signals c)) - centre c).

(** A mean, in effort or its root. *)
Definition mean_at (p : poly) : poly := compose (mean_poly (signals c) (step c) (centre c) p) (agreement_poly m).

(** What the annotator is left above the outside option. *)
Definition rent : poly := add (mean_at (pay c)) (scale_by (-1) (utility_poly m)).

Definition low_is_best_below : bool :=
  let (q, r) := divide (low c) rent in Qle_bool 0 r && nonneg_on 0 (low c) q.
Definition high_is_best_above : bool :=
  nonneg_on (high c) 1 (scale_by (-1) (fst (divide (high c) rent))).

Definition check_pay : bool :=
  less 0 (kappa m) && less (kappa m) 1 && less 0 (step c) && Qle_bool 0 (low c) && Qle_bool (high c) 1 &&
  Qle_bool (-2) least && Qle_bool greatest 2 &&
  check_bill (family m) (pay c) (bill c) least greatest (log_centre c) &&
  seen_at_most m (worth_price c) (most c) (most_near c) (most_bend c) &&
  low_is_best_below && high_is_best_above &&
  at_least_zero_on (low c) (high c)
    (add [Qred (claim c - most c)] (add (benefit_poly m) (scale_by (-1) (mean_at (rounded_up (bill c)))))).
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
  rewrite Q2R_red, Q2R_minus, Q2R_opp, Q2R_mult, Q2R_inject.
  replace (IZR (Zpos (signals c))) with (INR n) by (unfold n; rewrite INR_IZR_INZ, positive_nat_Z; reflexivity).
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
Lemma best_reply : 0 <= Q2R (low c) -> Q2R (high c) <= 1 -> low_is_best_below m c = true -> high_is_best_above m c = true -> Q2R (low c) < Q2R (high c) ->
  exists x, Q2R (low c) <= x <= Q2R (high c) /\ 0 <= x <= 1 /\ 0 <= value (rent m c) x /\
    forall y, 0 <= y <= 1 -> value (rent m c) y <= value (rent m c) x.
Proof.
  intros A0 B1 L H Order; unfold low_is_best_below, high_is_best_above in *; set (A := rent m c) in *.
  pose proof (value_divide (low c) A) as Dl; pose proof (value_divide (high c) A) as Dh.
  destruct (divide (low c) A) as [ql rl]; destruct (divide (high c) A) as [qh rh]; cbn [fst snd] in *.
  apply andb_prop in L; destruct L as [Rl L]; apply le_le in Rl; rewrite Q2R_zero in Rl.
  destruct (continuity_ab_maj (value A) (Q2R (low c)) (Q2R (high c)) ltac:(lra)) as [x [Most Hx]].
  { intros y _; apply continuity_pt_filterlim, (ex_derive_continuous (V := R_NormedModule)); eexists; apply slope_derive. }
  assert (Al : value A (Q2R (low c)) = Q2R rl) by (rewrite Dl; ring).
  assert (Ah : value A (Q2R (high c)) = Q2R rh) by (rewrite Dh; ring).
  pose proof (Most (Q2R (low c)) ltac:(lra)) as Ml; pose proof (Most (Q2R (high c)) ltac:(lra)) as Mh.
  exists x; split; [exact Hx|split; [lra|split; [lra|]]]; intros y Hy.
  destruct (Rle_or_lt y (Q2R (low c))) as [Y|Y]; [|destruct (Rle_or_lt (Q2R (high c)) y) as [Y'|Y']].
  - apply (nonneg_on_value _ _ _ y) in L; [|rewrite Q2R_zero; lra]; rewrite Dl; nra.
  - apply (nonneg_on_value _ _ _ y) in H; [|rewrite Q2R_one; lra]; rewrite value_scale, minus_one in H; rewrite Dh; nra.
  - apply Most; lra.
Qed.
End Sound.

Theorem check_pay_sound m c : check_pay m c = true -> gap_at_most m any_pay (Pos.to_nat (signals c)) (Q2R (claim c)).
Proof.
  unfold check_pay; intros H.
  apply andb_prop in H; destruct H as [H Cost]; apply andb_prop in H; destruct H as [H Above].
  apply andb_prop in H; destruct H as [H Below]; apply andb_prop in H; destruct H as [H Seen].
  apply andb_prop in H; destruct H as [H Bill]; apply andb_prop in H; destruct H as [H G2].
  apply andb_prop in H; destruct H as [H L2]; apply andb_prop in H; destruct H as [H B1].
  apply andb_prop in H; destruct H as [H A0]; apply andb_prop in H; destruct H as [H S0].
  apply andb_prop in H; destruct H as [K0 K1]; apply le_le in A0; apply le_le in B1.
  apply less_lt in K0; apply less_lt in K1; apply less_lt in S0; apply le_le in L2; apply le_le in G2.
  rewrite Q2R_zero in *; rewrite Q2R_one in *.
  replace (Q2R (-2)) with (-2) in L2 by (unfold Q2R; simpl; field); replace (Q2R 2) with 2 in G2 by (unfold Q2R; simpl; field).
  assert (Wf : well_formed (family m) = true).
  { pose proof Bill as B; unfold check_bill in B.
    repeat match type of B with (_ && _ = true) => apply andb_prop in B; destruct B as [B _] end; exact B. }
  assert (Order : Q2R (low c) < Q2R (high c)).
  { pose proof Cost as C; unfold at_least_zero_on in C; apply andb_prop in C; apply less_lt, C. }
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
    + intros s Ls; apply (check_bill_sound _ _ _ _ _ _ _ Bill), Range; rewrite <- Ls; apply count_length.
    + intros d Hd; rewrite !(Mean _ (fun k => value (pay c) (t k))).
      pose proof (Best (root m d) (root_range m d Hd)) as B; rewrite <- Rx, !Rent in B by assumption.
      unfold utility in B; lra.
    + unfold participates; rewrite (Mean _ (fun k => value (pay c) (t k))); rewrite <- Rx, Rent in Part by exact Ex.
      unfold utility in Part; lra.
  - intros e0 He0 Pe0; pose proof (seen_at_most_sound m _ _ _ _ e0 Wf Seen He0 Pe0) as F; unfold under.
    rewrite (Mean _ (fun k => wage (family m) (value (pay c) (t k)))).
    pose proof (agreement_inside m K0 K1 _ Ex) as Q; unfold probability in Q.
    assert (Pay : mean (agreement m (effort m x)) n (fun k => wage (family m) (value (pay c) (t k))) <=
      mean (agreement m (effort m x)) n (fun k => value (rounded_up (bill c)) (t k))).
    { apply mean_le; [lra|]; intros k Hk; pose proof (Range k Hk) as T.
      apply Rle_trans with (value (bill c) (t k)); [apply (check_bill_sound _ _ _ _ _ _ _ Bill T)|].
      apply rounded_up_above; lra. }
    apply (at_least_zero_on_value _ _ _ x) in Cost; [|exact Hx].
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
Ltac prove_pay_ends m cs := exact (check_pays_sound m cs ltac:(vm_compute; reflexivity)).

(** Twins that the checker has to reject: pay steeper in the count, wages that do not buy it, a bolder claim. *)
Definition with_step (c : pay_certificate) (s : Q) : pay_certificate :=
  PayCertificate (signals c) (claim c) s (centre c) (pay c) (bill c) (log_centre c) (low c) (high c)
    (worth_price c) (most c) (most_near c) (most_bend c).
Definition with_bill (c : pay_certificate) (w : Q) : pay_certificate :=
  PayCertificate (signals c) (claim c) (step c) (centre c) (pay c) (w :: tl (bill c)) (log_centre c) (low c) (high c)
    (worth_price c) (most c) (most_near c) (most_bend c).
Definition with_claim (c : pay_certificate) (u : Q) : pay_certificate :=
  PayCertificate (signals c) u (step c) (centre c) (pay c) (bill c) (log_centre c) (low c) (high c)
    (worth_price c) (most c) (most_near c) (most_bend c).
