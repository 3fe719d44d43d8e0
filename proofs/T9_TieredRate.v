(** * T9 tiered-rate, (a): what every contract of L thresholds costs, at every n

    In words.  Pay takes at most L+1 values: it depends on how many of L thresholds the number of agreements reaches.
    The thresholds may be drawn by a lottery, which covers a threshold that is randomised at one count, and the values
    that go with them too.  If effort eta is a best reply to it among all efforts in [0, 1] and the annotator accepts,
    it costs at least

      h(U0 + c(eta)) + m c'(eta)^2 / (2 n I_{L,n}),

    I_{L,n} the most Fisher information per signal that n signals keep when the count is grouped by L thresholds
    ([tiered_lower_bound], [tiered_lottery_lower_bound]).  Grouping loses information, I_{L,n} <= I
    ([tiered_at_most_all]), and a further threshold none ([further_threshold]).

    Source.  This project; the argument is T7's (Cauchy-Schwarz on the score), with the score's mean over each group.
    Assumed: as T7: h nondecreasing and [curved] with modulus m on the utilities that may be paid, an interval;
    q and c differentiable at eta, 0 < q(eta) < 1.  Pay need not be nondecreasing in the count. *)

From Coq Require Import Reals List Lra Lia PeanoNat.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Import Finite BinomialTilt Samples Curvature Grouping.
Import ListNotations.
Open Scope R_scope.

(** ** Tiers *)

(** How many thresholds a count reaches. *)
Fixpoint tier (thresholds : list nat) (k : nat) : nat :=
  match thresholds with
  | [] => O
  | t :: ts => if Nat.leb t k then S (tier ts k) else tier ts k
  end.

Lemma tier_at_most ts k : (tier ts k <= length ts)%nat.
Proof. induction ts as [|t ts IH]; simpl; [lia|]. destruct (Nat.leb t k); lia. Qed.

(** Pay of at most L thresholds, as a function of the list of n signals. *)
Definition tiered (L n : nat) (v : list bool -> R) : Prop :=
  exists thresholds worth, length thresholds = L /\
  forall s, length s = n -> v s = worth (tier thresholds (count s)).

(** Information that is left of n signals when only the tier is seen: over the tiers, (slope of its probability)^2 by
    its probability. *)
Definition tier_probability (q : R) (n : nat) (ts : list nat) (j : nat) : R :=
  expect q n (fun s => if Nat.eqb (tier ts (count s)) j then 1 else 0).
Definition tier_slope (q d : R) (n : nat) (ts : list nat) (j : nat) : R :=
  expect q n (fun s => (if Nat.eqb (tier ts (count s)) j then 1 else 0) * score q d s).
Definition tiered_information (q d : R) (n : nat) (ts : list nat) : R :=
  sum_f_R0 (fun j => tier_slope q d n ts j * tier_slope q d n ts j / tier_probability q n ts j) (length ts).

(** The slope is the derivative of the probability in effort. *)
Lemma tier_slope_derive (q : R -> R) eta d n ts j : is_derive q eta d -> probability (q eta) ->
  is_derive (fun e => tier_probability (q e) n ts j) eta (tier_slope (q eta) d n ts j).
Proof. intros D P; exact (score_identity q eta d n D P _). Qed.

(** All lists of L thresholds from 0 to n+1, and the most information that one of them leaves. *)
Fixpoint threshold_lists (L n : nat) : list (list nat) :=
  match L with
  | O => [[]]
  | S l => flat_map (fun t => map (cons t) (threshold_lists l n)) (seq 0 (S (S n)))
  end.

Definition most_information (q d : R) (L n : nat) : R :=
  fold_right (fun ts best => Rmax (tiered_information q d n ts) best) 0 (threshold_lists L n).

(** Per signal: I_{L,n}. *)
Definition information_per_signal (q d : R) (L n : nat) : R := most_information q d L n / INR n.

Lemma fold_most (f : list nat -> R) l : 0 <= fold_right (fun ts best => Rmax (f ts) best) 0 l /\
  forall ts, In ts l -> f ts <= fold_right (fun ts best => Rmax (f ts) best) 0 l.
Proof.
  induction l as [|a l [I0 I]]; simpl; [split; [lra|contradiction]|].
  split; [apply Rle_trans with (1 := I0), Rmax_r|].
  intros ts [->|H]; [apply Rmax_l|apply Rle_trans with (1 := I ts H), Rmax_r].
Qed.

Lemma fold_most_least (f : list nat -> R) l B : 0 <= B -> (forall ts, In ts l -> f ts <= B) ->
  fold_right (fun ts best => Rmax (f ts) best) 0 l <= B.
Proof.
  intros HB; induction l as [|a l IH]; simpl; intros H; [exact HB|].
  apply Rmax_lub; [apply H; left; reflexivity|apply IH; intros; apply H; right; assumption].
Qed.

Lemma most_nonneg q d L n : 0 <= most_information q d L n.
Proof. apply fold_most. Qed.

(** Thresholds above n+1 are none but n+1, so that the list is complete. *)
Lemma clip_listed ts n : In (map (Nat.min (S n)) ts) (threshold_lists (length ts) n).
Proof.
  induction ts as [|t ts IH]; cbn [length map threshold_lists]; [left; reflexivity|].
  apply in_flat_map; exists (Nat.min (S n) t); split; [apply in_seq; lia|].
  apply in_map, IH.
Qed.

Lemma clip_tier ts n k : (k <= n)%nat -> tier (map (Nat.min (S n)) ts) k = tier ts k.
Proof.
  intros K; induction ts as [|t ts IH]; cbn [map tier]; [reflexivity|]; rewrite IH.
  replace (Nat.leb (Nat.min (S n) t) k) with (Nat.leb t k); [reflexivity|].
  destruct (Nat.leb_spec t k), (Nat.leb_spec (Nat.min (S n) t) k); try reflexivity; lia.
Qed.

Lemma tiered_information_ext q d n ts us : length ts = length us ->
  (forall k, (k <= n)%nat -> tier ts k = tier us k) ->
  tiered_information q d n ts = tiered_information q d n us.
Proof.
  intros Len E; unfold tiered_information; rewrite Len; apply sum_eq; intros j _.
  assert (Es : forall s, length s = n -> tier ts (count s) = tier us (count s)).
  { intros s Hs; apply E; rewrite <- Hs; apply count_length. }
  replace (tier_slope q d n ts j) with (tier_slope q d n us j).
  2:{ apply expect_ext; intros s Hs; rewrite (Es s Hs); reflexivity. }
  replace (tier_probability q n ts j) with (tier_probability q n us j); [reflexivity|].
  apply expect_ext; intros s Hs; rewrite (Es s Hs); reflexivity.
Qed.

Theorem tiered_at_most q d n ts : tiered_information q d n ts <= most_information q d (length ts) n.
Proof.
  rewrite (tiered_information_ext q d n ts (map (Nat.min (S n)) ts)).
  - apply (proj2 (fold_most (tiered_information q d n) (threshold_lists (length ts) n))), clip_listed.
  - rewrite map_length; reflexivity.
  - intros k K; symmetry; apply clip_tier, K.
Qed.

(** ** Tiers as groups of signals *)

Section Tiers.
Variables (q d : R) (n : nat) (ts : list nat).
Hypothesis Pq : probability q.

Let group (s : list bool) : nat := tier ts (count s).

Lemma prob_signals s : In s (signals n) -> 0 <= prob q s.
Proof. intros _; apply prob_nonneg; destruct Pq; lra. Qed.

Lemma tiers_grouped : tiered_information q d n ts =
  grouped_information (list bool) (signals n) (prob q) (score q d) group (length ts).
Proof. reflexivity. Qed.

Lemma group_at_most s : In s (signals n) -> (group s <= length ts)%nat.
Proof. intros _; apply tier_at_most. Qed.

(** Grouping the count loses information. *)
Theorem tiered_loses : tiered_information q d n ts <= INR n * information q d.
Proof.
  rewrite tiers_grouped, <- (score_square q d Pq n).
  exact (grouping_loses _ _ _ prob_signals (score q d) group (length ts) group_at_most).
Qed.

(** Pay of these tiers whose covariance with the score is c varies by at least c^2/M, M the information left or more. *)
Lemma tiered_variance worth u c M : 0 < M -> tiered_information q d n ts <= M ->
  expect q n (fun s => worth (tier ts (count s)) * score q d s) = c ->
  c * c / M <= expect q n (fun s => (worth (tier ts (count s)) - u) * (worth (tier ts (count s)) - u)).
Proof.
  intros M0 HM; rewrite tiers_grouped in HM.
  apply (grouped_variance _ _ _ prob_signals (score q d) group (length ts) group_at_most worth u c M
    (score_mean q d Pq n) M0 HM).
Qed.

(** A threshold of 0 groups nothing. *)
Lemma idle_threshold : tiered_information q d n (0%nat :: ts) = tiered_information q d n ts.
Proof.
  unfold tiered_information; cbn [length].
  assert (S0 : forall j, tier_slope q d n (0%nat :: ts) (S j) = tier_slope q d n ts j) by reflexivity.
  assert (P0 : forall j, tier_probability q n (0%nat :: ts) (S j) = tier_probability q n ts j) by reflexivity.
  rewrite (decomp_sum _ (S (length ts))) by lia.
  replace (tier_slope q d n (0%nat :: ts) 0) with 0.
  2:{ unfold tier_slope; cbn [tier Nat.leb Nat.eqb].
      rewrite (expect_scale q n 0); ring. }
  replace (0 * 0 / tier_probability q n (0%nat :: ts) 0) with 0 by (unfold Rdiv; ring).
  rewrite Rplus_0_l; apply sum_eq; intros j _; rewrite S0, P0; reflexivity.
Qed.
End Tiers.

Theorem tiered_at_most_all q d L n : probability q -> most_information q d L n <= INR n * information q d.
Proof.
  intros Pq; apply fold_most_least.
  - rewrite <- (score_square q d Pq n); apply (E_square_nonneg (list bool)); intros; apply prob_nonneg.
    destruct Pq; lra.
  - intros ts _; apply tiered_loses, Pq.
Qed.

Lemma threshold_length L n : forall ts, In ts (threshold_lists L n) -> length ts = L.
Proof.
  induction L as [|L IH]; intros ts; cbn [threshold_lists]; [intros [<-|[]]; reflexivity|].
  intros H; apply in_flat_map in H; destruct H as [t [_ H]]; apply in_map_iff in H.
  destruct H as [us [<- H]]; cbn [length]; rewrite (IH us H); reflexivity.
Qed.

Theorem further_threshold q d L n : most_information q d L n <= most_information q d (S L) n.
Proof.
  apply fold_most_least; [apply most_nonneg|]; intros ts H.
  rewrite <- (idle_threshold q d n ts), <- (threshold_length L n ts H).
  apply (tiered_at_most q d n (0%nat :: ts)).
Qed.

(** ** What every tiered contract costs *)

(** A lottery over contracts: weights and pay.  The annotator chooses effort before it is drawn. *)
Definition lottery := list (R * (list bool -> R)).
Definition drawn (q : R) (n : nat) (k : (list bool -> R) -> list bool -> R) (l : lottery) : R :=
  E _ l fst (fun a => expect q n (k (snd a))).
Definition same (v : list bool -> R) : list bool -> R := v.

Definition lottery_law (l : lottery) : Prop :=
  (forall a, In a l -> 0 <= fst a) /\ E _ l fst (fun _ => 1) = 1.

Section Bound.
Variables (q c : R -> R) (eta d c1 : R).
Hypothesis Heta : 0 < eta < 1.
Hypothesis Hq : is_derive q eta d.
Hypothesis Pq : probability (q eta).
Hypothesis Hc : is_derive c eta c1.

Lemma drawn_derive n (l : lottery) : is_derive (fun e => drawn (q e) n same l) eta
  (E _ l fst (fun a => expect (q eta) n (fun s => snd a s * score (q eta) d s))).
Proof.
  induction l as [|a l IH]; [exact (is_derive_const (K := R_AbsRing) (V := R_NormedModule) 0 eta)|].
  rewrite E_cons.
  apply (is_derive_plus (fun e => fst a * expect (q e) n (snd a)) (fun e => drawn (q e) n same l)); [|exact IH].
  apply (is_derive_scal (fun e => expect (q e) n (snd a))), score_identity; assumption.
Qed.

(** A lottery's mean lies among its prizes. *)
Lemma weighted_between (A : Type) (l : list A) p f : (forall a, In a l -> 0 <= p a) ->
  E A l p (fun _ => 1) = 1 ->
  (exists a, In a l /\ f a <= E A l p f) /\ (exists a, In a l /\ E A l p f <= f a).
Proof.
  intros P T.
  assert (G : forall (g : A -> R) (k : list A), (exists a, In a k /\ g a <= 0) \/
    exists r, 0 < r /\ forall a, In a k -> r <= g a).
  { intros g k; induction k as [|a k [[b [Hb Lb]]|[r [R0 R]]]].
    - right; exists 1; split; [lra|contradiction].
    - left; exists b; split; [right; exact Hb|exact Lb].
    - destruct (Rle_or_lt (g a) 0) as [L|L]; [left; exists a; split; [left; reflexivity|exact L]|].
      right; exists (Rmin r (g a)); split; [apply Rmin_glb_lt; assumption|].
      intros b [<-|Hb]; [apply Rmin_r|apply Rle_trans with (1 := Rmin_l _ _), R, Hb]. }
  assert (N : forall g : A -> R, E A l p g = 0 -> exists a, In a l /\ g a <= 0).
  { intros g Z; destruct (G g l) as [H|[r [R0 R]]]; [exact H|exfalso].
    pose proof (E_le A l p P (fun _ => r) g R) as C; rewrite E_const, T, Z in C; lra. }
  set (u := E A l p f); split.
  - destruct (N (fun a => f a - u)) as [a [Ha La]].
    + rewrite E_minus, (E_const A l p u), T; fold u; ring.
    + exists a; split; [exact Ha|lra].
  - destruct (N (fun a => u - f a)) as [a [Ha La]].
    + rewrite (E_minus A l p (fun _ => u)), (E_const A l p u), T; fold u; ring.
    + exists a; split; [exact Ha|lra].
Qed.

Section Lottery.
Variables (pay : R -> Prop) (h : R -> R) (m U0 : R) (L n : nat) (l : lottery).
Hypothesis Hm : 0 <= m.
Hypothesis Hi : interval pay.
Hypothesis Hh : curved pay h m.
Hypothesis Mono : forall x y, pay x -> pay y -> x <= y -> h x <= h y.
Hypothesis Hu : pay (U0 + c eta).
Hypothesis Law : lottery_law l.
Hypothesis Tiers : forall a, In a l -> tiered L n (snd a).
Hypothesis Paid : forall a s, In a l -> length s = n -> pay (snd a s).
Hypothesis Best : forall e, 0 <= e <= 1 ->
  drawn (q e) n same l - c e <= drawn (q eta) n same l - c eta.
Hypothesis Accepted : U0 <= drawn (q eta) n same l - c eta.

Let cost : R := drawn (q eta) n (fun v s => h (v s)) l.

Lemma lottery_bound M : 0 < M -> most_information (q eta) d L n <= M ->
  h (U0 + c eta) + m * (c1 * c1) / (2 * M) <= cost.
Proof.
  intros M0 HM; destruct Law as [W0 W1].
  assert (Q01 : 0 <= q eta <= 1) by (destruct Pq; lra).
  set (u := drawn (q eta) n same l).
  assert (Pu : pay u).
  { destruct (weighted_between _ l fst (fun a => expect (q eta) n (snd a)) W0 W1) as [[a [Ha La]] [b [Hb Lb]]].
    apply (Hi (expect (q eta) n (snd a)) u (expect (q eta) n (snd b))).
    - apply mean_is_pay; [exact Hi|exact Q01|]; intros s Hs; apply (Paid a); assumption.
    - apply mean_is_pay; [exact Hi|exact Q01|]; intros s Hs; apply (Paid b); assumption.
    - split; assumption. }
  destruct (Hh u Pu) as [t Ht].
  set (slope := fun a : R * (list bool -> R) => expect (q eta) n (fun s => snd a s * score (q eta) d s)).
  assert (Foc : E _ l fst slope = c1).
  { pose proof (drawn_derive n l) as D.
    assert (D' : is_derive (fun e => drawn (q e) n same l - c e) eta (minus (E _ l fst slope) c1))
      by (apply @is_derive_minus; [exact D|exact Hc]).
    apply (interior_maximum _ _ _ Heta) in D'; [|exact Best].
    unfold minus, plus, opp in D'; simpl in D'; lra. }
  (* one prize *)
  assert (One : forall a, In a l ->
    h u + t * (expect (q eta) n (snd a) - u) + m / 2 * (slope a * slope a / M) <=
    expect (q eta) n (fun s => h (snd a s))).
  { intros a Ha; destruct (Tiers a Ha) as [ts [worth [Len W]]].
    assert (V : slope a * slope a / M <= expect (q eta) n (fun s => (snd a s - u) * (snd a s - u))).
    { rewrite (expect_ext (q eta) n (fun s => (snd a s - u) * (snd a s - u))
        (fun s => (worth (tier ts (count s)) - u) * (worth (tier ts (count s)) - u)))
        by (intros s Hs; rewrite (W s Hs); reflexivity).
      apply (tiered_variance (q eta) d n ts Pq worth u (slope a) M M0).
      - apply Rle_trans with (2 := HM); rewrite <- Len; apply tiered_at_most.
      - apply expect_ext; intros s Hs; rewrite (W s Hs); reflexivity. }
    pose proof (expect_le (q eta) n (fun s => h u + t * (snd a s - u) + m / 2 * ((snd a s - u) * (snd a s - u)))
      (fun s => h (snd a s)) Q01 (fun s Hs => Ht _ (Paid a s Ha Hs))) as C.
    rewrite !expect_plus, !expect_scale, expect_minus, !expect_const in C.
    assert (m / 2 * (slope a * slope a / M) <=
      m / 2 * expect (q eta) n (fun s => (snd a s - u) * (snd a s - u)))
      by (apply Rmult_le_compat_l; [lra|exact V]).
    lra. }
  (* the lottery *)
  pose proof (E_le _ l fst W0 _ _ One) as C; fold (drawn (q eta) n (fun v s => h (v s)) l) in C; fold cost in C.
  rewrite (E_plus _ l fst (fun a => h u + t * (expect (q eta) n (snd a) - u))),
    (E_plus _ l fst (fun _ => h u)), !E_scale, E_minus, (E_const _ l fst (h u)), (E_const _ l fst u), W1 in C.
  change (E _ l fst (fun a => expect (q eta) n (snd a))) with u in C.
  assert (Sq : c1 * c1 / M <= E _ l fst (fun a => slope a * slope a / M)).
  { pose proof (E_square_nonneg _ l fst W0 (fun a => slope a - c1)) as Z; cbv beta in Z.
    rewrite (E_ext _ l fst _ (fun a => slope a * slope a - 2 * c1 * slope a + c1 * c1 * 1)) in Z by (intros; ring).
    rewrite E_plus, E_minus, !E_scale, Foc, W1 in Z.
    rewrite (E_ext _ l fst (fun a => slope a * slope a / M) (fun a => / M * (slope a * slope a)))
      by (intros; unfold Rdiv; ring).
    rewrite E_scale; unfold Rdiv; rewrite Rmult_comm.
    apply Rmult_le_compat_l; [left; apply Rinv_0_lt_compat, M0|lra]. }
  assert (U : h (U0 + c eta) <= h u) by (apply Mono; [exact Hu|exact Pu|fold u in Accepted; lra]).
  assert (m / 2 * (c1 * c1 / M) <= m / 2 * E _ l fst (fun a => slope a * slope a / M))
    by (apply Rmult_le_compat_l; [lra|exact Sq]).
  replace (m * (c1 * c1) / (2 * M)) with (m / 2 * (c1 * c1 / M)) by (field; lra).
  lra.
Qed.

(** Every lottery over contracts of L thresholds. *)
Theorem lottery_lower_bound :
  h (U0 + c eta) + m * (c1 * c1) / (2 * most_information (q eta) d L n) <= cost.
Proof.
  pose proof (most_nonneg (q eta) d L n) as N; set (M := most_information (q eta) d L n) in *.
  destruct (Rle_lt_or_eq_dec 0 M N) as [P|Z]; [apply lottery_bound; [exact P|apply Rle_refl]|].
  (* without information there is no such contract, unless there is nothing to pay for *)
  assert (K : m * (c1 * c1) = 0).
  { destruct (Req_dec (m * (c1 * c1)) 0) as [E|E]; [exact E|exfalso].
    assert (K1 : 0 <= m * (c1 * c1)) by (apply Rmult_le_pos; [exact Hm|apply Rle_0_sqr]).
    assert (K0 : 0 < m * (c1 * c1)) by (apply Rnot_le_lt; intros Neg; apply E; lra).
    set (r := cost - h (U0 + c eta) + 1).
    assert (B0 : forall x, 0 < x -> h (U0 + c eta) + m * (c1 * c1) / (2 * x) <= cost)
      by (intros x X; apply lottery_bound; [exact X|fold M; lra]).
    pose proof (B0 1 ltac:(lra)) as B1.
    assert (0 < m * (c1 * c1) / (2 * 1)) by (apply Rdiv_lt_0_compat; lra).
    assert (R0 : 0 < r) by (unfold r; lra).
    specialize (B0 (m * (c1 * c1) / (2 * r)) ltac:(apply Rdiv_lt_0_compat; lra)).
    replace (m * (c1 * c1) / (2 * (m * (c1 * c1) / (2 * r)))) with r in B0
      by (clear -K0 R0; generalize dependent (m * (c1 * c1)); intros k K0; field; lra).
    unfold r in B0; lra. }
  pose proof (lottery_bound 1 ltac:(lra) ltac:(fold M; lra)) as B; rewrite K in B |- *.
  unfold Rdiv in *; rewrite Rmult_0_l in *; exact B.
Qed.
End Lottery.

(** (a), with the information per signal: every lottery over contracts of L thresholds, for every n. *)
Theorem tiered_lottery_lower_bound : forall pay h m U0 L n l,
  (0 < n)%nat -> 0 <= m -> interval pay -> curved pay h m ->
  (forall x y, pay x -> pay y -> x <= y -> h x <= h y) -> pay (U0 + c eta) -> lottery_law l ->
  (forall a, In a l -> tiered L n (snd a)) ->
  (forall a s, In a l -> length s = n -> pay (snd a s)) ->
  (forall e, 0 <= e <= 1 -> drawn (q e) n same l - c e <= drawn (q eta) n same l - c eta) ->
  U0 <= drawn (q eta) n same l - c eta ->
  h (U0 + c eta) + m * (c1 * c1) / (2 * (INR n * information_per_signal (q eta) d L n)) <=
  drawn (q eta) n (fun v s => h (v s)) l.
Proof.
  intros pay h m U0 L n l Hn; intros; apply lt_INR in Hn; simpl in Hn.
  replace (INR n * information_per_signal (q eta) d L n) with (most_information (q eta) d L n)
    by (unfold information_per_signal; field; lra).
  apply (lottery_lower_bound pay); assumption.
Qed.

(** (a): every contract of L thresholds, for every n. *)
Theorem tiered_lower_bound : forall pay h m U0 L n v,
  (0 < n)%nat -> 0 <= m -> interval pay -> curved pay h m ->
  (forall x y, pay x -> pay y -> x <= y -> h x <= h y) -> pay (U0 + c eta) ->
  tiered L n v -> (forall s, length s = n -> pay (v s)) ->
  implements q c n v eta -> participates q c U0 n v eta ->
  h (U0 + c eta) + m * (c1 * c1) / (2 * (INR n * information_per_signal (q eta) d L n)) <=
  expect (q eta) n (fun s => h (v s)).
Proof.
  intros pay h m U0 L n v Hn Hm Hi Hh Mono Hu Ti Hv Im Pa.
  assert (D : forall x k, drawn x n k [(1, v)] = expect x n (k v)) by (intros; unfold drawn, E; simpl; ring).
  rewrite <- (D (q eta) (fun v s => h (v s))).
  apply (tiered_lottery_lower_bound pay); try assumption.
  - split; [intros a [<-|[]]; simpl; lra|unfold E; simpl; ring].
  - intros a [<-|[]]; exact Ti.
  - intros a s [<-|[]]; apply Hv.
  - intros e He; rewrite !D; apply Im, He.
  - rewrite D; exact Pa.
Qed.
End Bound.
